import { CpuMeter, untilIdle } from './cpu.ts';
import type { Generator, Requests, Seen } from './load.ts';
import { median, rounded } from './stats.ts';

/** Something that is asked the same as others are, in the same rounds. */
export type Contender = {
  name: string;
  origin: string;
  requests: Requests;
  /** The processes whose CPU time counts, and that come to rest before the next turn. */
  pids?: readonly number[];
  /** True if the others are compared with it, round by round. */
  isLimit?: boolean;
};

export type Pace = {
  rounds: number;
  seconds: number;
  /** Connections of the runs that find out how much is answered in a second. */
  connections: number;
  /** Answers of each question that are looked at, to know their bytes and their SQL. */
  samples: number;
};

/** Without times where none was answered alone within a round. */
export type Medians = {
  requestsPerSecond: number;
  /** CPU time of a request, in microseconds, where the machine tells. */
  cpuUs?: number;
  p50Ms?: number;
  p99Ms?: number;
  /** The 99th percentile less that of the limit in the same round. */
  p99OverMs?: number;
};

type Turn = { busy: Seen; cpuUs: number | undefined; alone: Seen };

/**
 * Asks each contender in turn, round by round, so that whatever the machine does meanwhile befalls them alike. Each
 * round begins with another one of them. Throws where a contender fails to answer.
 */
export async function contest(
  generator: Generator,
  contenders: readonly Contender[],
  { rounds, seconds, connections }: Pace,
): Promise<Map<string, Medians>> {
  const seen = new Map<string, Turn[]>(contenders.map(({ name }) => [name, []]));
  for (const { name, origin, requests, pids = [] } of contenders) {
    // What comes first is still compiled and read from disk: it counts for nobody.
    await sound(generator, name, origin, requests, { connections, seconds: seconds / 2 });
    await untilIdle(pids);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender === undefined) continue;
      const { name, origin, requests, pids = [] } = contender;
      const meter = new CpuMeter(pids);
      const busy = await sound(generator, name, origin, requests, { connections, seconds });
      const cpu = meter.lap();
      const cpuUs = cpu === null || busy.requests === 0 ? undefined : (cpu.all * 1000) / busy.requests;
      const alone = await sound(generator, name, origin, requests, { connections: 1, seconds });
      seen.get(name)?.push({ busy, cpuUs, alone });
      // A server must not go on working in the turn of the next.
      await untilIdle(pids);
    }
  }
  const limit = seen.get(contenders.find(({ isLimit }) => isLimit)?.name ?? '') ?? [];
  return new Map([...seen].map(([name, turns]) => [name, mediansOf(turns, turns === limit ? [] : limit)]));
}

async function sound(
  generator: Generator,
  name: string,
  origin: string,
  requests: Requests,
  load: { connections: number; seconds: number },
): Promise<Seen> {
  const seen = await generator.run(origin, requests, load);
  if (seen.failed > 0)
    throw new Error(`${name} failed to answer ${seen.failed} of ${seen.requests} requests`);
  return seen;
}

function mediansOf(turns: readonly Turn[], limit: readonly Turn[]): Medians {
  const medians: Medians = { requestsPerSecond: middle(turns.map(({ busy }) => busy.requestsPerSecond)) };
  const cpu = turns.flatMap(({ cpuUs }) => cpuUs ?? []);
  if (cpu.length > 0) medians.cpuUs = middle(cpu);
  const answered = turns.filter(({ alone }) => alone.requests > 0);
  if (answered.length === 0) return medians;
  medians.p50Ms = middle(answered.map(({ alone }) => alone.p50Ms));
  medians.p99Ms = middle(answered.map(({ alone }) => alone.p99Ms));
  const over = turns.flatMap(({ alone }, round) => alone.p99Ms - (limit[round]?.alone.p99Ms ?? Number.NaN));
  if (limit.length > 0) medians.p99OverMs = middle(over);
  return medians;
}

const middle = (values: readonly number[]) => rounded(median(values));
