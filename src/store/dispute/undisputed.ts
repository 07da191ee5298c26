import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Several } from '../filters.ts';
import { takesSide } from '../proposition/conditions.ts';
import type { Tables } from '../schema.ts';
import type { Slots } from '../slots.ts';

/** The condition on disputes in which several actors are not against each other. */

type ActorIds = Slots<Several>['values'];

const eb = expressionBuilder<Tables, 'proposition'>();

/** Selects the sides that these actors take in disputes: one row for each claim. */
const sidesOf = (actorIds: ActorIds) =>
  eb
    .selectFrom('claim')
    .innerJoin('proposition', 'proposition.key', 'claim.proposition_key')
    .select(['claim.claimant_id', 'claim.proposition_key', 'claim.polarity', 'proposition.dispute_id'])
    .where('claim.claimant_id', 'in', actorIds)
    .where(takesSide(['positive', 'negative']))
    .where('proposition.dispute_id', 'is not', null)
    .$narrowType<{ dispute_id: string }>();

/** Selects each two sides in one dispute that different ones of these actors take. */
const pairsOf = (actorIds: ActorIds) =>
  eb
    .selectFrom(sidesOf(actorIds).as('one'))
    .innerJoin(sidesOf(actorIds).as('other'), (join) =>
      join
        .onRef('other.dispute_id', '=', 'one.dispute_id')
        .onRef('other.claimant_id', '!=', 'one.claimant_id'),
    )
    .select('one.dispute_id');

const onOneProposition = (actorIds: ActorIds) =>
  pairsOf(actorIds)
    .whereRef('other.proposition_key', '=', 'one.proposition_key')
    .whereRef('other.polarity', '!=', 'one.polarity');

const forRivalValues = (actorIds: ActorIds) =>
  pairsOf(actorIds)
    .innerJoin('proposition_opposition as opposition', (join) =>
      join
        .onRef('opposition.key', '=', 'one.proposition_key')
        .onRef('opposition.other_key', '=', 'other.proposition_key'),
    )
    .where('opposition.reason', '=', 'incompatible_values')
    .where('one.polarity', '=', 'positive')
    .where('other.polarity', '=', 'positive');

/** A contradiction is one between sides: an actor on the side of a claim is against the side of the claim that it contradicts. */
const byContradiction = (actorIds: ActorIds) =>
  pairsOf(actorIds)
    .innerJoin('claim as said', (join) =>
      join
        .onRef('said.proposition_key', '=', 'one.proposition_key')
        .onRef('said.polarity', '=', 'one.polarity'),
    )
    .innerJoin('claim_relation as relation', 'relation.claim_id', 'said.id')
    .innerJoin('claim as contradicted', 'contradicted.id', 'relation.other_id')
    .where('relation.type', '=', 'contradicts')
    .where('said.withdrawn', '=', 0)
    .where('contradicted.withdrawn', '=', 0)
    .whereRef('contradicted.proposition_key', '=', 'other.proposition_key')
    .whereRef('contradicted.polarity', '=', 'other.polarity');

/**
 * Returns the condition that each of these actors takes a side in the dispute of a proposition, and no two of them take
 * sides against each other there.
 */
export function isUndisputedBetween({ values, count }: Slots<Several>): Expression<SqlBool> {
  const taken = eb
    .selectFrom(sidesOf(values).as('side'))
    .select('side.dispute_id')
    .groupBy('side.dispute_id')
    .having((own) => own(own.fn.count('side.claimant_id').distinct(), '=', count));
  return eb.and([
    eb('proposition.dispute_id', 'in', taken),
    ...[onOneProposition, forRivalValues, byContradiction].map((against) =>
      eb('proposition.dispute_id', 'not in', against(values)),
    ),
  ]);
}
