import { parseArgs } from 'node:util';
import type { Shape } from './data/shape.ts';
import { writeDataset } from './data/write.ts';

/** `npm run bench:data`: writes a made-up dataset of any size as NDJSON. */

const usage =
  'Usage: npm run --silent bench:data -- --events N [--out FILE|-] [--seed N] [--long-share SHARE]\n' +
  'Writes N made-up events, three claims about each, and what they refer to, as NDJSON; gzipped where FILE ends in\n' +
  '.gz. The same numbers give the same bytes. SHARE (0 to 1) of the events last long or have no end; 0.05 unless given.\n';

function shapeFrom(values: { events?: string; seed?: string; 'long-share'?: string }): Shape | null {
  const { events = '', seed = '1', 'long-share': longShare = '0.05' } = values;
  const sound =
    /^[1-9]\d{0,8}$/.test(events) && /^\d{1,9}$/.test(seed) && /^(0(\.\d+)?|1(\.0+)?)$/.test(longShare);
  return sound ? { events: Number(events), seed: Number(seed), longShare: Number(longShare) } : null;
}

function read(): { shape: Shape; out: string } | null {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { events: text, out: text, seed: text, 'long-share': text } });
    const shape = shapeFrom(values);
    return shape && { shape, out: values.out ?? '-' };
  } catch {
    return null;
  }
}

// Whoever reads along may have had enough: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const asked = read();
if (asked === null) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const begun = performance.now();
  let chars = 0;
  await writeDataset(asked.shape, asked.out, (written) => {
    chars = written;
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stderr.write(
    `${asked.shape.events} events, ${(chars / 1e6).toFixed(0)} million characters, ${seconds} s\n`,
  );
}
