import type { Generator, Requests, Seen } from './load.ts';
import { median, rounded } from './stats.ts';

/** Something that is asked the same as others are, in the same rounds. */
export type Contender = { name: string; origin: string; requests: Requests };

export type Pace = {
  rounds: number;
  seconds: number;
  /** Connections of the runs that find out how much is answered in a second. */
  connections: number;
  /** Answers of each question that are looked at, to know their bytes and their SQL. */
  samples: number;
};

/** Without times where none was answered alone within a round. */
export type Medians = { requestsPerSecond: number; p50Ms?: number; p99Ms?: number };

/**
 * Asks each contender in turn, round by round, so that whatever the machine does meanwhile befalls them alike. Each
 * round begins with another one of them. Throws where a contender fails to answer.
 */
export async function contest(
  generator: Generator,
  contenders: readonly Contender[],
  { rounds, seconds, connections }: Pace,
): Promise<Map<string, Medians>> {
  const seen = new Map<string, { busy: Seen[]; alone: Seen[] }>(
    contenders.map(({ name }) => [name, { busy: [], alone: [] }]),
  );
  for (const { name, origin, requests } of contenders) {
    // What comes first is still compiled and read from disk: it counts for nobody.
    await sound(generator, name, origin, requests, { connections, seconds: seconds / 2 });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender === undefined) continue;
      const { name, origin, requests } = contender;
      seen.get(name)?.busy.push(await sound(generator, name, origin, requests, { connections, seconds }));
      seen.get(name)?.alone.push(await sound(generator, name, origin, requests, { connections: 1, seconds }));
    }
  }
  return new Map([...seen].map(([name, { busy, alone }]) => [name, mediansOf(busy, alone)]));
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

function mediansOf(busy: readonly Seen[], alone: readonly Seen[]): Medians {
  const requestsPerSecond = rounded(median(busy.map((one) => one.requestsPerSecond)));
  const answered = alone.filter(({ requests }) => requests > 0);
  if (answered.length === 0) return { requestsPerSecond };
  return {
    requestsPerSecond,
    p50Ms: rounded(median(answered.map((one) => one.p50Ms))),
    p99Ms: rounded(median(answered.map((one) => one.p99Ms))),
  };
}
