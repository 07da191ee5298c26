import { claimline } from '../state/api.ts';
import { type Context, collect, contextOf } from '../state/records.ts';
import type { Claim, Dispute, EventDetail, Proposition } from '../state/schemas.ts';

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
  const [claims, agreed, disputes] = await Promise.all([
    collect(claimline.pages.listEventClaims(id, { include: [...include], limit: 200, signal }), mostClaims),
    collect(claimline.pages.listEventPropositions(id, { contested: false, limit: 200, signal }), mostClaims),
    claimline.listDisputes({ eventId: [id], include: [...include], signal }),
  ]);
  return {
    event,
    claims: claims.records,
    disputes: disputes.data,
    agreed: agreed.records,
    context: contextOf(...claims.included, { events: { [id]: event } }, event.included, disputes.included),
    whole: claims.whole && agreed.whole && !disputes.page.hasMore,
  };
}
