/** What each program tells, with all that it takes from the clients' types written out. */

type Proposition = {
  key: string;
  object: { kind: string };
  positions: {
    polarity: string;
    holders: {
      actorId: string;
      since: { edtf: string } | null;
      claims: { evidence: { sourceId: string; start: number | null; end: number | null }[] }[];
    }[];
  }[];
  opposed: { key: string; reason: string }[];
};

type Problem = { status: number; code: string; errors: { parameter?: string }[] };

export type Story = {
  /** Pages of events. */
  pages: { id: string }[][];
  claims: { id: string }[];
  proposition: Proposition;
  /** The event that the proposition's object refers to. */
  event: string | null;
  problem: Problem;
};

function described({ key, positions, opposed }: Proposition, event: string | null) {
  return {
    key,
    event,
    positions: positions.map(({ polarity, holders }) => ({
      polarity,
      holders: holders.map(({ actorId, since, claims }) => ({
        actorId,
        since: since?.edtf ?? null,
        evidence: claims.flatMap(({ evidence }) =>
          evidence.map(({ sourceId, start, end }) => [sourceId, start, end]),
        ),
      })),
    })),
    opposed: opposed.map(({ key, reason }) => [key, reason]),
  };
}

/** Prints it as one line of JSON. */
export function tell({ pages, claims, proposition, event, problem }: Story): void {
  const told = {
    events: pages.flat().map(({ id }) => id),
    pages: pages.length,
    claims: claims.map(({ id }) => id),
    proposition: described(proposition, event),
    problem: {
      status: problem.status,
      code: problem.code,
      parameters: problem.errors.map(({ parameter }) => parameter ?? null),
    },
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

/** The address that the programs are given. */
export function serverUrl(): string {
  const url = process.env.CLAIMLINE_URL;
  if (url === undefined) throw new Error('CLAIMLINE_URL is not set');
  return url;
}
