import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { days, isoDay } from '../data/times.ts';
import { ask } from '../harness/answers.ts';
import { outputOf, residentMb, watchMemory } from '../harness/processes.ts';
import { launcher, root, serveClaimline } from '../harness/servers.ts';
import { eachRound, figure, type Job } from './job.ts';

/** How long a start takes, on this database and on the seed, turn by turn; and what memory the server takes. */
export const starting: Job = async ({ made, pace }) => {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-seed-'));
  try {
    const seed = join(directory, 'seed.db');
    await outputOf(process.execPath, [
      launcher,
      'import',
      `${root}data/crocus-city-hall-2024`,
      '--database-url',
      `sqlite:${seed}`,
    ]);
    const rounds = await eachRound(
      pace,
      async () => [await startUpMs(seed), await startUpMs(made.path)] as const,
    );
    return [
      figure(
        'start',
        'start to first answer',
        'ms',
        rounds.map(([, own]) => own),
      ),
      figure(
        'start-seed',
        'start to first answer on the seed',
        'ms',
        rounds.map(([onSeed]) => onSeed),
      ),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

async function startUpMs(database: string): Promise<number> {
  const begun = performance.now();
  const serving = await serveClaimline(database);
  await ask(serving.origin, '/v1/events?limit=1');
  const taken = performance.now() - begun;
  await serving.stop();
  return taken;
}

export const memory: Job = async ({ made, generator, pace }) => {
  const rounds = await eachRound(pace, async () => {
    const serving = await serveClaimline(made.path);
    const pid = serving.child.pid ?? 0;
    await ask(serving.origin, '/v1/events?limit=1');
    const after = residentMb(pid) ?? 0;
    const watch = watchMemory(pid, 100);
    const lines = Array.from(
      { length: days },
      (_, day) => `/v1/events?from=${isoDay(day)}&to=${isoDay(day + 40)}&limit=100`,
    );
    await generator.run(
      serving.origin,
      { lines },
      { connections: pace.connections, seconds: pace.seconds * 2 },
    );
    const under = Math.max(...watch.stop());
    await serving.stop();
    return { after, under };
  });
  return [
    figure(
      'memory-start',
      'memory after the start',
      'MB',
      rounds.map((one) => one.after),
    ),
    figure(
      'memory-load',
      'memory under load',
      'MB',
      rounds.map((one) => one.under),
    ),
  ];
};
