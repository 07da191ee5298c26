import { against, arranged } from '../dispute/sides.ts';
import { datasetsOf } from '../share/cited.ts';
import { claimline } from '../state/api.ts';
import { type Context, collect, contextOf } from '../state/records.ts';
import type { Actor, Dispute, Event, PartyPositions } from '../state/schemas.ts';
import { type Comparison, compared, takesSide } from './comparison.ts';

/** The claims on which parties are compared: those about an event, those of datasets, or all. */
export type Scope = { eventId?: string; datasetId: readonly string[] };

export type Compared = {
  parties: Actor[];
  event: Event | undefined;
  comparison: Comparison;
  context: Context;
  /** Titles of the datasets with their licences. */
  datasets: string[];
  /** False if the parties have more positions or disputes than are compared. */
  whole: boolean;
};

/** Most propositions and disputes that are compared. */
const mostRows = 400;
const mostDisputes = 30;
const include = ['actors', 'events', 'sources'] as const;

export async function comparisonOf(
  ids: readonly string[],
  scope: Scope,
  signal: AbortSignal,
): Promise<Compared> {
  const parties = await Promise.all(ids.map((id) => claimline.getActor(id, { signal })));
  const event = scope.eventId === undefined ? undefined : await claimline.getEvent(scope.eventId, { signal });
  const positions = await positionsOf(ids, scope, signal);
  const disputes = await disputesIn(positions.records, signal);
  const context = contextOf(
    { actors: Object.fromEntries(parties.map((party) => [party.id, party])) },
    event && { events: { [event.id]: event } },
    ...positions.included,
    ...disputes.found.map(({ included }) => included),
  );
  const { actors, events, sources } = context;
  const named = [...actors.values(), ...events.values(), ...sources.values()];
  return {
    parties,
    event,
    comparison: compared(ids, positions.records, disputes.found),
    context,
    datasets: await datasetsOf(
      named.map(({ datasetId }) => datasetId),
      signal,
    ),
    whole: positions.whole && disputes.whole,
  };
}

/** Returns the scope as parameters of a list. */
const within = ({ eventId, datasetId }: Scope) => ({
  ...(eventId === undefined ? {} : { eventId: [eventId] }),
  ...(datasetId.length === 0 ? {} : { datasetId: [...datasetId] }),
});

async function positionsOf(party: readonly string[], scope: Scope, signal: AbortSignal) {
  if (party.length === 0) return { records: [], included: [], whole: true };
  const query = { party: [...party], ...within(scope), include: [...include], limit: 200, signal };
  return collect(claimline.pages.listPositions(query), mostRows);
}

/** Fetches the disputes in which at least two of the parties take a side. */
async function disputesIn(positions: readonly PartyPositions[], signal: AbortSignal) {
  const takers = new Map<string, Set<string>>();
  for (const { proposition, positions: taken } of positions) {
    if (proposition.disputeId === null) continue;
    const own = takers.get(proposition.disputeId) ?? new Set();
    for (const position of taken) if (takesSide(position)) own.add(position.actorId);
    takers.set(proposition.disputeId, own);
  }
  const shared = [...takers].flatMap(([id, actors]) => (actors.size > 1 ? [id] : []));
  const found: Dispute[] = await Promise.all(
    shared.slice(0, mostDisputes).map((id) => claimline.getDispute(id, { include: [...include], signal })),
  );
  return { found, whole: shared.length <= mostDisputes };
}

export type Speaker = { id: string; name: string; claims: number };

const speakersNamed = 12;

/** Fetches the actors with the most claims in a scope. */
export async function speakersIn(scope: Scope, signal: AbortSignal): Promise<Speaker[]> {
  const { facets } = await claimline.listClaims({
    facet: ['claimantId'],
    ...within(scope),
    limit: 1,
    signal,
  });
  const values = facets?.claimantId?.values.slice(0, speakersNamed) ?? [];
  return Promise.all(
    values.map(async ({ value, count }) => {
      const { name } = await claimline.getActor(String(value), { signal });
      return { id: String(value), name, claims: count };
    }),
  );
}

/**
 * Fetches two actors to compare: two that hold opposed sides of the dispute that is listed first in a scope, or else
 * those with the most claims.
 */
export async function pairIn(scope: Scope, signal: AbortSignal): Promise<Pick<Speaker, 'id' | 'name'>[]> {
  const { data, included } = await claimline.listDisputes({
    ...within(scope),
    limit: 1,
    include: ['actors'],
    signal,
  });
  const ids = data.flatMap(opponentsIn).slice(0, 2);
  if (ids.length === 0) return (await speakersIn(scope, signal)).slice(0, 2);
  return ids.map((id) => ({ id, name: included?.actors?.[id]?.name ?? id }));
}

/** Returns the first two actors that hold sides against each other; nobody if one actor holds them all. */
function opponentsIn(dispute: Dispute): string[] {
  const { opposing } = arranged(dispute);
  for (const { side } of opposing) {
    const others = against(dispute, side, opposing).flatMap((other) => other.side.holders);
    for (const { actorId } of side.holders) {
      const other = others.find((one) => one.actorId !== actorId);
      if (other !== undefined) return [actorId, other.actorId];
    }
  }
  return [];
}
