import type { Context } from '../dispute/dispute-block.tsx';
import { claimline, collect } from '../state/api.ts';
import type { Actor, Claim, Dispute, Event, EventDetail, Proposition, Source } from '../state/schemas.ts';

/** An event with its disputes, undisputed propositions and claims. */
export type Dossier = {
  event: EventDetail;
  claims: Claim[];
  disputes: Dispute[];
  /** The propositions that nobody contests. */
  agreed: Proposition[];
  context: Context;
  /** False if the event has more claims, propositions or disputes than are shown. */
  whole: boolean;
};

const mostClaims = 600;

export async function dossierOf(id: string, signal: AbortSignal): Promise<Dossier> {
  const include = ['actors', 'events', 'sources'] as const;
  // The event comes first: if it does not exist, nothing else is asked.
  const event = await claimline.getEvent(id, { include: [...include], signal });
  const [first, agreed, disputes] = await Promise.all([
    claimsOf(id, signal),
    collect(claimline.pages.listEventPropositions(id, { contested: false, limit: 200, signal }), mostClaims),
    claimline.listDisputes({ eventId: [id], include: [...include], signal }),
  ]);
  const context = { actors: first.actors, events: first.events, sources: first.sources };
  context.events.set(id, event);
  for (const included of [event.included, disputes.included]) addTo(context, included);
  return {
    event,
    claims: first.claims,
    disputes: disputes.data,
    agreed: agreed.records,
    context,
    whole: first.whole && agreed.whole && !disputes.page.hasMore,
  };
}

type Included = {
  actors?: Record<string, Actor>;
  events?: Record<string, Event>;
  sources?: Record<string, Source>;
};
type Known = { actors: Map<string, Actor>; events: Map<string, Event>; sources: Map<string, Source> };

function addTo({ actors, events, sources }: Known, included: Included | undefined): void {
  for (const [id, actor] of Object.entries(included?.actors ?? {})) actors.set(id, actor);
  for (const [id, event] of Object.entries(included?.events ?? {})) events.set(id, event);
  for (const [id, source] of Object.entries(included?.sources ?? {})) sources.set(id, source);
}

async function claimsOf(id: string, signal: AbortSignal) {
  const claims: Claim[] = [];
  const known: Known = { actors: new Map(), events: new Map(), sources: new Map() };
  for await (const { data, included, page } of claimline.pages.listEventClaims(id, {
    include: ['actors', 'events', 'sources'],
    limit: 200,
    signal,
  })) {
    claims.push(...data);
    addTo(known, included);
    if (claims.length >= mostClaims && page.hasMore) return { claims, ...known, whole: false };
  }
  return { claims, ...known, whole: true };
}
