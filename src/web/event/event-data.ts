import { claimline } from '../state/api.ts';
import { type Context, collect, contextOf } from '../state/records.ts';
import type { Claim, Dispute, EventDetail, Proposition } from '../state/schemas.ts';

/** An event with its disputes, undisputed propositions and claims. */
export type Dossier = {
  event: EventDetail;
  claims: Claim[];
  /** The first disputes, how many there are, and the cursor of the next ones. */
  disputes: Dispute[];
  disputeCount: number;
  nextDisputes: string | null;
  /** The propositions that nobody contests. */
  agreed: Proposition[];
  context: Context;
  /** False if the event has more claims or propositions than are shown. */
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
    disputesOf(id, { count: 'estimate', signal }),
  ]);
  return {
    event,
    claims: claims.records,
    disputes: disputes.data,
    disputeCount: disputes.page.count?.total ?? disputes.data.length,
    nextDisputes: disputes.page.nextCursor,
    agreed: agreed.records,
    context: contextOf(...claims.included, { events: { [id]: event } }, event.included, disputes.included),
    whole: claims.whole && agreed.whole,
  };
}

const disputesAtOnce = 20;

type DisputesQuery = NonNullable<Parameters<typeof claimline.listDisputes>[0]>;

/** Fetches a page of the disputes about an event. */
export const disputesOf = (eventId: string, more: DisputesQuery) =>
  claimline.listDisputes({
    eventId: [eventId],
    include: ['actors', 'events', 'sources'],
    limit: disputesAtOnce,
    ...more,
  });
