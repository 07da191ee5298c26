import { hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { filtered, type ShapeRequest, shapesOf } from '../cases/shapes.ts';
import { sampleOf } from '../cases/values.ts';
import { ask } from '../harness/answers.ts';
import { CpuMeter } from '../harness/cpu.ts';
import { type Serving, serveClaimline } from '../harness/servers.ts';
import { median } from '../harness/stats.ts';
import { type AskedShape, type Shapes, shapesFound } from '../report/shapes.ts';
import type { Subject } from './job.ts';

/** Requests of every shape, none from the cache: what each takes of the server's CPU, and of its event loop. */

export async function shapes(subject: Subject, say: (line: string) => void): Promise<Shapes> {
  const { made, pace } = subject;
  const requests = await requestsFor(subject);
  const serving = await serveClaimline(made.path, { env: { CACHE_MB: '0' } });
  try {
    // A run that only shows that it works asks a few of each family.
    const asked =
      pace.samples < samplesOfWholeRuns ? requests.filter((_, index) => index % 40 === 0) : requests;
    const found = asked.map((request): Measuring => ({ ...request, answers: [] }));
    for (let round = 0; round < pace.rounds; round += 1) {
      say(`  shapes: round ${round + 1} of ${pace.rounds}, ${asked.length} requests`);
      for (const one of found) if (isWorthMore(one)) one.answers.push(await measured(serving, one.path));
    }
    const all = found.map(shapeOf);
    writeFileSync(subject.databases.pathOf(subject.shape, 'shapes.json'), linesOf(all));
    return shapesFound(all);
  } finally {
    await serving.stop();
  }
}

const samplesOfWholeRuns = 200;
const triples = 200;

/** The requests to ask: the same of every version of the store, which may order ties as it likes. */
async function requestsFor({ databases, shape, made }: Subject): Promise<ShapeRequest[]> {
  const path = databases.inputPathOf(shape, `shapes-${filtersVersion}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  // The sample is no measurement: it may take its time.
  const serving = await serveClaimline(made.path, { env: { QUERY_TIMEOUT_MS: '20000' } });
  const sample = await sampleOf(serving.origin).finally(() => serving.stop());
  const requests = shapesOf(sample, triples);
  writeFileSync(path, linesOf(requests));
  return requests;
}

/** Changes with the filters that there are. */
const filtersVersion = hash(
  'sha256',
  JSON.stringify([triples, filtered.map(({ path, filters }) => [path, Object.keys(filters)])]),
).slice(0, 8);

const linesOf = (items: readonly unknown[]) =>
  `[\n${items.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;

type Answered = { status: number; wallMs: number; cpuMs: number; loopMs: number };
type Measuring = ShapeRequest & { answers: Answered[] };

/** A request that takes seconds is asked twice: a third answer would tell no more. */
const isWorthMore = ({ answers }: Measuring) =>
  answers.length < 2 || answers.every(({ wallMs }) => wallMs < 1000);

async function measured({ origin, pids }: Serving, path: string): Promise<Answered> {
  const meter = new CpuMeter(pids);
  const begun = performance.now();
  const { status } = await ask(origin, path);
  const wallMs = performance.now() - begun;
  // The work that follows an answer belongs to it.
  await wait(1);
  const cpu = meter.lap();
  // The CPU time of a reader that is killed is lost with it: it was busy until then.
  const all = status === 503 ? wallMs : (cpu?.all ?? 0);
  return { status, wallMs, cpuMs: all, loopMs: cpu?.loop ?? 0 };
}

function shapeOf({ family, path, answers }: Measuring): AskedShape {
  const middle = (of: (one: Answered) => number) => Number(median(answers.map(of)).toPrecision(4));
  return {
    family,
    path,
    status: Math.max(...answers.map(({ status }) => status)),
    wallMs: middle((one) => one.wallMs),
    cpuMs: middle((one) => one.cpuMs),
    loopMs: middle((one) => one.loopMs),
  };
}
