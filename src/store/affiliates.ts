import type { Expression } from 'kysely';
import { affiliationTypes } from '../domain/actor.ts';
import type { Sql } from './engine.ts';

/** A query for these actors and everybody who is on their side, through any chain of affiliations. */
export function affiliates(sql: Sql, actorIds: readonly Expression<string>[]) {
  return sql
    .withRecursive('side', (db) =>
      db
        .selectFrom('actor')
        .select('actor.id')
        .where('actor.id', 'in', actorIds)
        // `union` without `all` ends the walk where actors are affiliated in a circle.
        .union((walk) =>
          walk
            .selectFrom('side')
            .innerJoin('actor_relation', 'actor_relation.other_id', 'side.id')
            .select('actor_relation.actor_id as id')
            .where('actor_relation.type', 'in', affiliationTypes),
        ),
    )
    .selectFrom('side')
    .select('side.id');
}
