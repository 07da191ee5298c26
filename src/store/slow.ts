import type { ClaimQuery, EventQuery } from '../domain/query.ts';

/** Which lists may take long: those that no single range of an index answers. */

export function eventsMayBeSlow(query: EventQuery): boolean {
  const { types, datasetIds, countryCodes, contested, actorIds, roles, sourceIds, tags, box, near } = query;
  return (
    countOf([
      [types, datasetIds, countryCodes, contested],
      [actorIds, roles],
      [sourceIds],
      [tags],
      [box, near],
    ]) > 1
  );
}

export function claimsMayBeSlow(query: ClaimQuery): boolean {
  const { claimantIds, aboutActorIds, eventIds, predicates, propositionKeys, acts, polarities, statuses } =
    query;
  const { sourceIds, datasetIds, contested } = query;
  return (
    countOf([
      [claimantIds, acts, polarities, statuses, datasetIds],
      [aboutActorIds, predicates, propositionKeys, contested],
      [eventIds],
      [sourceIds],
    ]) > 1
  );
}

/** How many groups have a condition; those of one group are looked up together. */
const countOf = (groups: readonly (readonly unknown[])[]): number =>
  groups.filter((group) => group.some((condition) => condition !== undefined)).length;
