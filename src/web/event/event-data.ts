import { claimline, collect } from '../state/api.ts';
import type { Actor, Claim, EventDetail, Proposition, Source } from '../state/schemas.ts';

/** An event with all that is said about it. */
export type Dossier = {
  event: EventDetail;
  claims: Claim[];
  propositions: Proposition[];
  opposed: Map<string, string[]>;
  actors: Map<string, Actor>;
  sources: Map<string, Source>;
  /** Whether these are all claims: of an event that everybody speaks of, the first ones are shown. */
  whole: boolean;
};

const mostClaims = 600;
const mostDisputes = 40;

export async function dossierOf(id: string, signal: AbortSignal): Promise<Dossier> {
  // First the event alone: of one that is not there, nothing more is asked.
  const event = await claimline.getEvent(id, { include: ['actors', 'events', 'sources'], signal });
  const [first, propositions] = await Promise.all([
    claimsOf(id, signal),
    collect(claimline.pages.listEventPropositions(id, { limit: 200, signal }), mostClaims),
  ]);
  const contested = propositions.records
    .filter((proposition) => proposition.contested)
    .slice(0, mostDisputes);
  const details = await Promise.all(contested.map(({ key }) => claimline.getProposition(key, { signal })));
  return {
    event,
    claims: first.claims,
    propositions: propositions.records,
    opposed: new Map(details.map(({ key, opposed }) => [key, opposed.map((other) => other.key)])),
    actors: new Map([...Object.entries(event.included?.actors ?? {}), ...first.actors]),
    sources: new Map([...Object.entries(event.included?.sources ?? {}), ...first.sources]),
    whole: first.whole && propositions.whole,
  };
}

async function claimsOf(id: string, signal: AbortSignal) {
  const claims: Claim[] = [];
  const actors = new Map<string, Actor>();
  const sources = new Map<string, Source>();
  for await (const { data, included, page } of claimline.pages.listEventClaims(id, {
    include: ['actors', 'sources'],
    limit: 200,
    signal,
  })) {
    claims.push(...data);
    for (const [key, actor] of Object.entries(included?.actors ?? {})) actors.set(key, actor);
    for (const [key, source] of Object.entries(included?.sources ?? {})) sources.set(key, source);
    if (claims.length >= mostClaims && page.hasMore) return { claims, actors, sources, whole: false };
  }
  return { claims, actors, sources, whole: true };
}
