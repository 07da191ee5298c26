import type { ActorInput } from '../../src/domain/actor.ts';
import { addressKey } from '../../src/domain/address.ts';
import type { SearchTerms } from '../../src/domain/condition.ts';
import type { ActorFilter } from '../../src/domain/filters/actor.ts';
import type { DisputeFilter } from '../../src/domain/filters/dispute.ts';
import type { PropositionFilter } from '../../src/domain/filters/proposition.ts';
import type { SourceFilter } from '../../src/domain/filters/source.ts';
import type { PropositionSummary } from '../../src/domain/position.ts';
import type { SourceInput } from '../../src/domain/source.ts';
import { type Has, hasExternalId, hasWords, keyOf, meets, type NaiveStore } from './naive-store.ts';

/** What the lists without a time find, from all records of the naive store. */

const records = <T>(held: ReadonlyMap<string, { record: T }>): T[] =>
  [...held.values()].map(({ record }) => record);

export function actorsOf({ actors, events }: NaiveStore, filter: ActorFilter): string[] {
  const takesPart = (actorId: string, eventId: string) =>
    (events.get(eventId)?.record.participants ?? []).some((part) => part.actorId === actorId);
  const has: Has<ActorFilter, ActorInput> = {
    terms: ({ name }, terms) => hasWords(name, terms, 'actor'),
    type: ({ type }, types) => types.includes(type),
    subtype: ({ subtype = '' }, subtypes) => subtypes.includes(subtype),
    identity: ({ identity = 'named' }, identities) => identities.includes(identity),
    datasetId: (_actor, ids) => ids.includes('home'),
    externalId: hasExternalId,
    eventId: ({ id }, eventIds) => eventIds.some((eventId) => takesPart(id, eventId)),
  };
  return [...actors.values()].filter((actor) => meets(has, filter, actor)).map(({ id }) => id);
}

export function sourcesOf({ sources }: NaiveStore, filter: SourceFilter): string[] {
  const has: Has<SourceFilter, SourceInput> = {
    terms: ({ title = '', authors = [] }, terms) => hasWords([title, ...authors].join('\n'), terms, 'source'),
    type: ({ type }, types) => types.includes(type),
    publisherId: ({ publisherId = '' }, ids) => ids.includes(publisherId),
    datasetId: (_source, ids) => ids.includes('home'),
    externalId: hasExternalId,
    url: ({ url = '', archivedUrl = '' }, urls) =>
      urls.some((given) => [url, archivedUrl].map(addressKey).includes(addressKey(given))),
    lang: ({ lang = '' }, langs) => langs.includes(lang),
  };
  return [...sources.values()].filter((source) => meets(has, filter, source)).map(({ id }) => id);
}

export function propositionsOf(model: NaiveStore, filter: PropositionFilter): string[] {
  const about = (key: string, eventId: string) =>
    records(model.claims).some((claim) => keyOf(claim) === key && claim.eventIds?.includes(eventId));
  const has: Has<PropositionFilter, PropositionSummary> = {
    actorId: ({ subject, object }, ids) =>
      [subject, object].some((end) => end.kind === 'actor' && ids.includes(end.id)),
    eventId: ({ key }, ids) => ids.some((eventId) => about(key, eventId)),
    datasetId: (_proposition, ids) => ids.includes('home'),
    claimedBy: ({ key }, ids) =>
      records(model.claims).some((claim) => keyOf(claim) === key && ids.includes(claim.claimantId)),
    affirmedBy: ({ key }, ids) =>
      model.sides(key).some((side) => side.polarity === 'positive' && ids.includes(side.actorId)),
    deniedBy: ({ key }, ids) =>
      model.sides(key).some((side) => side.polarity === 'negative' && ids.includes(side.actorId)),
    undisputedBetween: ({ key }, ids) => {
      const taken = model.sides(key).filter(({ actorId }) => ids.includes(actorId));
      const isAll = ids.every((id) => taken.some(({ actorId }) => actorId === id));
      return isAll && new Set(taken.map(({ polarity }) => polarity)).size === 1;
    },
    predicate: ({ predicate }, predicates) => predicates.includes(predicate),
    contested: (proposition, contested) => contested === proposition.contested,
  };
  return [...model.propositions().values()]
    .filter((proposition) => meets(has, filter, proposition))
    .map(({ key }) => key);
}

/** Returns whether each actor takes a side in a dispute, and no two take sides against each other. */
function areUndisputed(model: NaiveStore, group: readonly string[], ids: readonly string[]): boolean {
  const taken = group.flatMap((key) => model.sides(key)).filter(({ actorId }) => ids.includes(actorId));
  if (!ids.every((id) => taken.some(({ actorId }) => actorId === id))) return false;
  return taken.every((one) =>
    taken.every((other) => one.actorId === other.actorId || !model.areAgainst(one, other)),
  );
}

/** The ids of disputes that have all these words in the texts of their propositions. */
export function disputesWith(model: NaiveStore, terms: SearchTerms): string[] {
  const propositions = model.propositions();
  const textOf = (group: readonly string[]) => group.map((key) => propositions.get(key)?.text).join('\n');
  const found = model.disputeGroups().filter((group) => hasWords(textOf(group), terms, 'dispute'));
  return found.map(([id = '']) => id);
}

/** The disputes of which one proposition meets all conditions: the keys of their propositions, those with few claims first. */
export function disputesOf(model: NaiveStore, filter: DisputeFilter): string[][] {
  const { undisputedBetween, ...ofOne } = filter;
  const found = new Set(propositionsOf(model, ofOne));
  const groups = model
    .disputeGroups()
    .filter((group) => group.some((key) => found.has(key)))
    .filter((group) => undisputedBetween === undefined || areUndisputed(model, group, undisputedBetween));
  const claimsOn = (group: readonly string[]) =>
    records(model.claims).filter((claim) => group.includes(keyOf(claim))).length;
  return groups.sort((a, b) => claimsOn(a) - claimsOn(b) || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}
