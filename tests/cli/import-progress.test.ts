import { describe, expect, it } from 'vitest';
import { newReport } from '../../src/actions/lines/report.ts';
import { progressOf, progressText } from '../../src/cli/import-progress.ts';
import { Terminal } from '../../src/cli/terminal.ts';
import { Sink } from './sink.ts';

const input = (readBytes: number, totalBytes: number | null) => ({
  name: 'events.ndjson',
  totalBytes,
  readBytes: () => readBytes,
});

describe('the progress of an import', () => {
  it.each([
    [
      { lines: 812_000, badLines: 0, waiting: 0 },
      input(420, 1000),
      86,
      'Importing events.ndjson: 42 %, 812,000 lines, 9,442 a second, 2 min left',
    ],
    [
      { lines: 10, badLines: 3, waiting: 1200 },
      input(420, null),
      10,
      'Importing events.ndjson: 10 lines, 1 a second, 3 rejected, 1,200 waiting for records that they refer to',
    ],
    [
      { lines: 100, badLines: 0, waiting: 0 },
      input(1, 1000),
      10,
      'Importing events.ndjson: 0 %, 100 lines, 10 a second, 2 h 47 min left',
    ],
    [
      { lines: 100, badLines: 0, waiting: 0 },
      input(1000, 1000),
      10,
      'Importing events.ndjson: 100 %, 100 lines, 10 a second, 0 s left',
    ],
    [{ lines: 0, badLines: 0, waiting: 0 }, input(0, 0), 0, 'Importing events.ndjson: 0 lines, 0 a second'],
  ])('%j', (report, from, seconds, text) => {
    expect(progressText(report, from, seconds)).toBe(text);
  });

  it.each([
    [true, '\r\u001b[2KImporting events.ndjson: 0 lines, 0 a second …'],
    [false, ''],
  ])('is shown at once only where somebody watches (terminal: %s)', async (isTTY, text) => {
    const stderr = new Sink(isTTY);
    const progressed = progressOf(new Terminal(new Sink(), stderr), {
      ...input(0, null),
      bytes: (async function* () {})(),
    });
    await progressed(newReport());
    await progressed(newReport());
    expect(stderr.text).toBe(text);
  });
});
