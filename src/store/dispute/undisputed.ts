import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Several } from '../filters.ts';
import { takesSide } from '../proposition/conditions.ts';
import type { Tables } from '../schema.ts';
import type { Slots } from '../slots.ts';

/** The conditions on disputes in which several actors are not against each other. */

const eb = expressionBuilder<Tables, 'dispute'>();

/** The sides that these actors take in disputes: one row for each claim. */
const sidesOf = (actorIds: Slots<Several>['values']) =>
  eb
    .selectFrom('claim')
    .innerJoin('proposition', 'proposition.key', 'claim.proposition_key')
    .select(['claim.claimant_id', 'claim.proposition_key', 'claim.polarity', 'proposition.dispute_key'])
    .where('claim.claimant_id', 'in', actorIds)
    .where(takesSide(['positive', 'negative']))
    .where('proposition.dispute_key', 'is not', null)
    .$narrowType<{ dispute_key: string }>();

/** Two sides that different ones of these actors take. */
const pairsOf = (actorIds: Slots<Several>['values']) =>
  eb
    .selectFrom(sidesOf(actorIds).as('one'))
    .innerJoin(sidesOf(actorIds).as('other'), (join) =>
      join
        .onRef('other.dispute_key', '=', 'one.dispute_key')
        .onRef('other.claimant_id', '!=', 'one.claimant_id'),
    )
    .select('one.dispute_key');

/** Returns the conditions that each of these actors takes a side in a dispute, and no two take sides against each other. */
export function isUndisputed({ values, count }: Slots<Several>): Expression<SqlBool>[] {
  const taken = eb
    .selectFrom(sidesOf(values).as('side'))
    .select('side.dispute_key')
    .groupBy('side.dispute_key')
    .having((own) => own(own.fn.count('side.claimant_id').distinct(), '=', count));
  const onOneProposition = pairsOf(values)
    .whereRef('other.proposition_key', '=', 'one.proposition_key')
    .whereRef('other.polarity', '!=', 'one.polarity');
  const forRivalValues = pairsOf(values)
    .innerJoin('proposition_opposition as opposition', (join) =>
      join
        .onRef('opposition.key', '=', 'one.proposition_key')
        .onRef('opposition.other_key', '=', 'other.proposition_key'),
    )
    .where('opposition.reason', '=', 'incompatible_values')
    .where('one.polarity', '=', 'positive')
    .where('other.polarity', '=', 'positive');
  // A contradiction is one between sides: whoever takes the side of a claim is against the side of the claim it contradicts.
  const byContradiction = pairsOf(values)
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
  return [
    eb('dispute.id', 'in', taken),
    ...[onOneProposition, forRivalValues, byContradiction].map((against) =>
      eb('dispute.id', 'not in', against),
    ),
  ];
}
