import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Several } from '../filters.ts';
import type { Tables } from '../schema.ts';
import type { Slots } from '../slots.ts';

/** The conditions on propositions that their claims answer. */

type Ids = readonly Expression<string>[];

const eb = expressionBuilder<Tables, 'proposition'>();

/** The propositions of claims. */
const claimed = () => eb.selectFrom('claim').select('claim.proposition_key');

export function namesActor(actorIds: Ids): Expression<SqlBool> {
  return eb.or([
    eb.and([eb('subject_kind', '=', 'actor'), eb('subject_id', 'in', actorIds)]),
    eb.and([eb('object_kind', '=', 'actor'), eb('object_id', 'in', actorIds)]),
  ]);
}

export function isAboutEvent(eventIds: Ids): Expression<SqlBool> {
  const about = claimed()
    .innerJoin('claim_event', 'claim_event.claim_id', 'claim.id')
    .where('claim_event.event_id', 'in', eventIds);
  return eb('key', 'in', about);
}

/** A dataset may have most of the claims that there are: those on one proposition are the fewer. */
export const isOfDataset = (datasetIds: Ids): Expression<SqlBool> =>
  eb.exists(
    claimed()
      .whereRef('claim.proposition_key', '=', 'proposition.key')
      .where('claim.dataset_id', 'in', datasetIds),
  );

export const isClaimedBy = (actorIds: Ids): Expression<SqlBool> =>
  eb('key', 'in', claimed().where('claim.claimant_id', 'in', actorIds));

/**
 * Returns the condition that a claim affirms or denies its proposition now. It is the rule of `takesPosition` of the domain:
 * a claim that retracts another one has the polarity `unknown`.
 */
export const takesSide = (polarities: readonly ('positive' | 'negative')[]) => {
  const claims = expressionBuilder<Tables, 'claim'>();
  return claims.and([
    claims('claim.withdrawn', '=', claims.lit(0)),
    claims('claim.polarity', 'in', polarities),
  ]);
};

/** Returns the condition that one of these actors holds a position. */
export const isHeldBy =
  (polarity: 'positive' | 'negative') =>
  (actorIds: Ids): Expression<SqlBool> =>
    eb(
      'key',
      'in',
      claimed()
        .where('claim.claimant_id', 'in', actorIds)
        .where(takesSide([polarity])),
    );

/** Returns the condition that all of these actors affirm a proposition now, or that all of them deny it. */
export function isAgreedBy({ values, count }: Slots<Several>): Expression<SqlBool> {
  const agreed = claimed()
    .where('claim.claimant_id', 'in', values)
    .where(takesSide(['positive', 'negative']))
    .groupBy('claim.proposition_key')
    .having((own) =>
      own.and([
        own(own.fn.count('claim.claimant_id').distinct(), '=', count),
        own(own.fn.count('claim.polarity').distinct(), '=', own.lit(1)),
      ]),
    );
  return eb('key', 'in', agreed);
}
