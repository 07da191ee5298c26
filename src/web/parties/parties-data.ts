import type { Context } from '../dispute/dispute-block.tsx';
import { claimline } from '../state/api.ts';
import type { Actor, Claim, Dispute, Event, Source } from '../state/schemas.ts';
import { type Comparison, compared } from './comparison.ts';

/** About what parties are compared: an event, datasets, or without either all that they say. */
export type Scope = { eventId?: string; datasetId: readonly string[] };

export type Compared = {
  parties: Actor[];
  event: Event | undefined;
  comparison: Comparison;
  context: Context;
  /** Whether these are all of their claims, and all disputes that they may have with each other. */
  whole: boolean;
};

const mostClaims = 600;
const mostDisputes = 30;
const include = ['actors', 'events', 'sources'] as const;

type Known = { actors: Map<string, Actor>; events: Map<string, Event>; sources: Map<string, Source> };
type Included = { [K in keyof Known]?: Record<string, Known[K] extends Map<string, infer V> ? V : never> };

export async function comparisonOf(
  ids: readonly string[],
  scope: Scope,
  signal: AbortSignal,
): Promise<Compared> {
  const parties = await Promise.all(ids.map((id) => claimline.getActor(id, { signal })));
  const event = scope.eventId === undefined ? undefined : await claimline.getEvent(scope.eventId, { signal });
  const known: Known = { actors: new Map(), events: new Map(), sources: new Map() };
  for (const party of parties) known.actors.set(party.id, party);
  if (event !== undefined) known.events.set(event.id, event);
  const { claims, whole } = await claimsOf(ids, scope, known, signal);
  const disputes = await disputesIn(claims, known, signal);
  return {
    parties,
    event,
    comparison: compared(ids, claims, disputes.found),
    context: known,
    whole: whole && disputes.whole,
  };
}

async function claimsOf(ids: readonly string[], scope: Scope, known: Known, signal: AbortSignal) {
  const claims: Claim[] = [];
  for await (const { data, included, page } of claimline.pages.listClaims({
    claimantId: [...ids],
    ...(scope.eventId === undefined ? {} : { eventId: [scope.eventId] }),
    ...(scope.datasetId.length === 0 ? {} : { datasetId: [...scope.datasetId] }),
    include: [...include],
    limit: 200,
    signal,
  })) {
    claims.push(...data);
    addTo(known, included);
    if (claims.length >= mostClaims && page.hasMore) return { claims, whole: false };
  }
  return { claims, whole: true };
}

/** The disputes in which at least two of the speakers of these claims have a part. */
async function disputesIn(claims: readonly Claim[], known: Known, signal: AbortSignal) {
  const contested = claims.filter((claim) => claim.contested);
  const speakers = new Set(contested.map(({ claimantId }) => claimantId));
  const left = new Set(speakers.size < 2 ? [] : contested.map(({ proposition }) => proposition.key));
  const found: Dispute[] = [];
  for (const key of left) {
    if (found.length >= mostDisputes) return { found, whole: false };
    const dispute = await claimline.getDispute(key, { include: [...include], signal });
    for (const { key: member } of dispute.propositions) left.delete(member);
    addTo(known, dispute.included);
    found.push(dispute);
  }
  return { found, whole: true };
}

function addTo({ actors, events, sources }: Known, included: Included | undefined): void {
  for (const [id, actor] of Object.entries(included?.actors ?? {})) actors.set(id, actor);
  for (const [id, event] of Object.entries(included?.events ?? {})) events.set(id, event);
  for (const [id, source] of Object.entries(included?.sources ?? {})) sources.set(id, source);
}

export type Speaker = { id: string; name: string; claims: number };

const speakersNamed = 12;

/** Those who have made the most claims in a scope. */
export async function speakersIn(scope: Scope, signal: AbortSignal): Promise<Speaker[]> {
  const { facets } = await claimline.listClaims({
    facet: ['claimantId'],
    ...(scope.eventId === undefined ? {} : { eventId: [scope.eventId] }),
    ...(scope.datasetId.length === 0 ? {} : { datasetId: [...scope.datasetId] }),
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
