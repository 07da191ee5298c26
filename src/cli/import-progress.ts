import type { Input } from '../actions/input.ts';
import type { LineReport } from '../actions/lines/report.ts';
import type { Terminal } from './terminal.ts';

/** Shows the progress of an NDJSON or CSV import: all the time on a terminal, as an occasional line elsewhere. */

const watchedEveryMs = 200;
const plainEveryMs = 10_000;

export function progressOf(terminal: Terminal, input: Input): (report: LineReport) => Promise<void> {
  const begunAt = performance.now();
  let toldAt = terminal.isWatched ? Number.NEGATIVE_INFINITY : begunAt;
  return async (report) => {
    const now = performance.now();
    const isDue = now - toldAt >= (terminal.isWatched ? watchedEveryMs : plainEveryMs);
    // Each chunk blocks the event loop. Between chunks, signals are handled and output is written.
    await new Promise((resume) => setImmediate(resume));
    if (!isDue) return;
    toldAt = now;
    const text = progressText(report, input, (now - begunAt) / 1000);
    if (terminal.isWatched) terminal.phase(text);
    else terminal.note(text);
  };
}

const grouped = (count: number) => Math.round(count).toLocaleString('en');

export function progressText(
  { lines, badLines, waiting }: Pick<LineReport, 'lines' | 'badLines' | 'waiting'>,
  { name, totalBytes, readBytes }: Pick<Input, 'name' | 'totalBytes' | 'readBytes'>,
  seconds: number,
): string {
  const parts = [`${grouped(lines)} lines`, `${grouped(lines / Math.max(seconds, 0.001))} a second`];
  if (badLines > 0) parts.push(`${grouped(badLines)} rejected`);
  if (waiting > 0) parts.push(`${grouped(waiting)} waiting for records that they refer to`);
  const read = readBytes();
  if (totalBytes !== null && totalBytes > 0 && read > 0) {
    const share = Math.min(1, read / totalBytes);
    parts.unshift(`${Math.floor(share * 100)} %`);
    parts.push(`${duration((seconds * (1 - share)) / share)} left`);
  }
  return `Importing ${name}: ${parts.join(', ')}`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.ceil((seconds % 3600) / 60)} min`;
}
