import type { ActorFilter, PropositionFilter, SourceFilter } from '../../src/domain/query.ts';
import { asked, hasWords, keyOf, type NaiveStore } from './naive-store.ts';

/** What the lists without a time find, from all records of the naive store. */

const records = <T>(held: ReadonlyMap<string, { record: T }>): T[] =>
  [...held.values()].map(({ record }) => record);

export function actorsOf({ actors, events }: NaiveStore, filter: ActorFilter): string[] {
  const takesPart = (actorId: string, eventId: string) =>
    (events.get(eventId)?.record.participants ?? []).some((part) => part.actorId === actorId);
  return [...actors.values()]
    .filter(
      ({ id, name, type, identity = 'named' }) =>
        hasWords(name, filter.terms, true) &&
        asked(filter.types, (one) => one === type) &&
        asked(filter.identities, (one) => one === identity) &&
        asked(filter.datasetIds, (one) => one === 'home') &&
        asked(filter.eventIds, (eventId) => takesPart(id, eventId)),
    )
    .map(({ id }) => id);
}

export function sourcesOf({ sources }: NaiveStore, filter: SourceFilter): string[] {
  return [...sources.values()]
    .filter(
      ({ type, publisherId, lang }) =>
        asked(filter.types, (one) => one === type) &&
        asked(filter.publisherIds, (one) => one === publisherId) &&
        asked(filter.datasetIds, (one) => one === 'home') &&
        asked(filter.langs, (one) => one === lang),
    )
    .map(({ id }) => id);
}

export function propositionsOf(model: NaiveStore, filter: PropositionFilter): string[] {
  const about = (key: string, eventId: string) =>
    records(model.claims).some((claim) => keyOf(claim) === key && claim.eventIds?.includes(eventId));
  return [...model.propositions().values()]
    .filter(({ key, subject, predicate, object, contested }) => {
      const named = [subject, object].flatMap((end) => (end.kind === 'actor' ? [end.id] : []));
      return (
        asked(filter.predicates, (one) => one === predicate) &&
        asked(filter.actorIds, (one) => named.includes(one)) &&
        asked(filter.eventIds, (eventId) => about(key, eventId)) &&
        (filter.contested === undefined || filter.contested === contested)
      );
    })
    .map(({ key }) => key);
}

export function standsOf({ claims }: NaiveStore, actorId: string): string[] {
  const own = records(claims).filter(({ claimantId }) => claimantId === actorId);
  return [...new Set(own.map(keyOf))];
}
