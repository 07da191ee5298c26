import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { spellings } from '../cases/spellings.ts';
import { days, isoDay } from '../data/times.ts';
import { ask } from '../harness/answers.ts';
import { processesOf } from '../harness/cpu.ts';
import { anonymousMb } from '../harness/processes.ts';
import { type Serving, serveClaimline } from '../harness/servers.ts';
import type { AskedShape } from '../report/shapes.ts';
import { eachRound, figure, type Job, type Subject } from './job.ts';

/** The processes of a server: the memory that is theirs alone, and how soon a reader that was killed is made up for. */
export const readers: Job = async (subject) => {
  const slow = slowPath(subject);
  const memory = await eachRound(subject.pace, () => memoryOfTwo(subject, slow));
  const killed = await afterKills(subject, slow);
  return [
    figure('memory-anonymous', 'two workers under load: memory without mapped files', 'MB', memory),
    figure('killed-reader', 'the worst shape, 1 s after the readers were killed', 'ms', killed, slow),
  ];
};

/** The request that took most CPU, where shapes were measured on this database. */
function slowPath({ databases, shape }: Subject): string {
  const path = databases.pathOf(shape, 'shapes.json');
  const known: AskedShape[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  const [worst] = known
    .filter(({ status }) => status === 200)
    .toSorted((one, other) => other.cpuMs - one.cpuMs);
  return worst?.path ?? '/v1/claims?act=asserts&polarity=unknown&count=exact&facet=claimantId';
}

async function memoryOfTwo({ made, generator, pace }: Subject, slow: string): Promise<number> {
  const serving = await serveClaimline(made.path, { args: ['--workers', '2'], pin: false });
  try {
    const lines = Array.from(
      { length: days },
      (_, day) => `/v1/events?from=${isoDay(day)}&to=${isoDay(day + 40)}&limit=100`,
    );
    const load = { connections: pace.connections, seconds: pace.seconds * 2 };
    const atOnce = spellings(slow, 8).map((path) => ask(serving.origin, path));
    await Promise.all([generator.run(serving.origin, { lines }, load), ...atOnce]);
    return anonymousMb(serving.child.pid ?? 0);
  } finally {
    await serving.stop();
  }
}

async function afterKills({ made, pace }: Subject, slow: string): Promise<number[]> {
  const serving = await serveClaimline(made.path, {
    env: { CACHE_MB: '0', QUERY_TIMEOUT_MS: '20000' },
    pin: false,
  });
  try {
    await ask(serving.origin, slow);
    return await eachRound(pace, async () => {
      for (const pid of readersOf(serving)) process.kill(pid, 'SIGKILL');
      await wait(1000);
      const begun = performance.now();
      const { status } = await ask(serving.origin, slow);
      if (status !== 200) throw new Error(`${slow} is answered with ${status}`);
      return performance.now() - begun;
    });
  } finally {
    await serving.stop();
  }
}

/** A server of one worker starts no other processes. */
const readersOf = ({ pids }: Serving) => pids.flatMap(processesOf).filter((pid) => !pids.includes(pid));
