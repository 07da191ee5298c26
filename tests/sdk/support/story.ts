/**
 * The three stories of the README and a refused request, told without any SDK: by plain requests, without paging.
 * Each program asks the same through its SDK and must tell the same.
 */

export type Told = {
  /** Ids of the events of two days, in order. */
  events: string[];
  /** How many pages of two those make. */
  pages: number;
  /** Ids of what an actor and its affiliates claim. */
  claims: string[];
  proposition: {
    key: string;
    /** Id of the event that it is about. */
    event: string | null;
    positions: { polarity: string; holders: Holder[] }[];
    /** Key and reason of each proposition that opposes it. */
    opposed: [string, string][];
  };
  problem: { status: number; code: string; parameters: (string | null)[] };
};

type Holder = {
  actorId: string;
  since: string | null;
  /** Source, start and end of each passage; null where the evidence has none. */
  evidence: [string, number | null, number | null][];
};

type Passage = { sourceId: string; start: number | null; end: number | null };

type Records = { data: { id: string; key: string }[] };

type Proposition = {
  key: string;
  object: { kind: string; id?: string };
  positions: {
    polarity: string;
    holders: { actorId: string; since: { edtf: string } | null; claims: { evidence: Passage[] }[] }[];
  }[];
  opposed: { key: string; reason: string }[];
};

type Problem = { status: number; code: string; errors: { parameter?: string }[] };

const pageSize = 2;

export async function toldPlainly(url: string): Promise<Told> {
  const ask = async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T;
  const events = await ask<Records>('/v1/events?from=2024-03-22&to=2024-03-23&match=possible&limit=200');
  const claims = await ask<Records>('/v1/actors/isis/claims?includeAffiliates=true');
  const contested = await ask<Records>('/v1/propositions?contested=true&actorId=ukraine');
  const key = contested.data[0]?.key ?? '';
  const problem = await ask<Problem>('/v1/events?limit=1000');
  return {
    events: events.data.map(({ id }) => id),
    pages: Math.ceil(events.data.length / pageSize),
    claims: claims.data.map(({ id }) => id),
    proposition: described(await ask<Proposition>(`/v1/propositions/${key}`)),
    problem: {
      status: problem.status,
      code: problem.code,
      parameters: problem.errors.map(({ parameter }) => parameter ?? null),
    },
  };
}

function described({ key, object, positions, opposed }: Proposition): Told['proposition'] {
  return {
    key,
    event: object.kind === 'event' ? (object.id ?? null) : null,
    positions: positions.map(({ polarity, holders }) => ({
      polarity,
      holders: holders.map(({ actorId, since, claims }) => ({
        actorId,
        since: since?.edtf ?? null,
        evidence: claims.flatMap(({ evidence }) =>
          evidence.map(({ sourceId, start, end }): [string, number | null, number | null] => [
            sourceId,
            start,
            end,
          ]),
        ),
      })),
    })),
    opposed: opposed.map(({ key, reason }) => [key, reason]),
  };
}
