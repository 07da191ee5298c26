import { z } from 'zod';
import { Claim, Polarity } from './claim.ts';
import { PredicateId } from './predicate.ts';
import { idOf, wholeNumber } from './primitives.ts';
import { PropositionObject, PropositionSubject, propositionKey } from './proposition.ts';
import { terms } from './terms.ts';
import { FuzzyTime } from './time/fuzzy-time.ts';

/** Declares propositions as the API returns them: with the positions on them, and the reasons why they are contested. */

export const DisputeReasonTerms = terms('DisputeReason', 'Reason why a proposition is contested.', {
  opposing_polarity: 'Some claim that it is true, others that it is false.',
  incompatible_values: 'Only one value can be true, and claims name values that exclude each other.',
  contradicting_claims: 'A claim on it contradicts a claim on another proposition.',
});
export const DisputeReason = DisputeReasonTerms.schema;
export type DisputeReason = z.infer<typeof DisputeReason>;

/** Reason why two propositions cannot both be true. */
export type OppositionReason = Exclude<DisputeReason, 'opposing_polarity'>;
export type Opposition = { key: string; otherKey: string; reason: OppositionReason };

export const independentSources = (scope = '') =>
  wholeNumber(`Number of independent sources${scope}. Sources derived from the same source count once.`);

export const PositionSummary = z
  .strictObject({
    polarity: Polarity,
    claimCount: wholeNumber('Number of standing claims that take the position.'),
    claimantCount: wholeNumber('Number of actors who hold it.'),
    independentSources: independentSources(),
  })
  .meta({
    id: 'PositionSummary',
    description: 'A position on a proposition, with its numbers of claims, actors and independent sources.',
    examples: [{ polarity: 'positive', claimCount: 2, claimantCount: 1, independentSources: 1 }],
  });

const summary = {
  key: propositionKey(),
  subject: PropositionSubject,
  predicate: PredicateId,
  object: PropositionObject,
  text: z.string().meta({
    description:
      'The proposition in English: `subject · predicate · object`, with the current names of actors and events.',
  }),
  functional: z
    .boolean()
    .meta({ description: 'True if only one object can be true for this subject and predicate.' }),
  contested: z.boolean().meta({ description: 'True if the proposition is contested.' }),
  disputeReasons: z
    .array(DisputeReason)
    .meta({ description: 'Reasons why it is contested; empty if it is not.' }),
  disputeId: propositionKey()
    .nullable()
    .meta({ description: 'Id of the dispute that it belongs to; null if it is not contested.' }),
  claimCount: wholeNumber('Number of claims on it, including withdrawn ones.'),
};

export const PropositionSummary = z
  .strictObject({
    ...summary,
    positions: z.array(PositionSummary).meta({ description: 'The positions that standing claims take.' }),
  })
  .meta({
    id: 'PropositionSummary',
    description: 'A proposition with the number of claims, actors and sources of each position.',
  });
export type PropositionSummary = z.infer<typeof PropositionSummary>;

export const PositionClaim = z
  .strictObject({
    claimId: idOf('the claim'),
    ...Claim.pick({
      act: true,
      statement: true,
      polarity: true,
      certainty: true,
      status: true,
      withdrawn: true,
      madeAt: true,
      attributionChain: true,
      evidence: true,
    }).shape,
  })
  .meta({
    id: 'PositionClaim',
    description: 'One claim of a position, with its evidence.',
  });
export type PositionClaim = z.infer<typeof PositionClaim>;

export const PositionHolder = z
  .strictObject({
    actorId: idOf('the actor who holds the position'),
    since: FuzzyTime.nullable().meta({
      description: 'Time of the first of its claims; null if not known.',
    }),
    claims: z.array(PositionClaim).meta({ description: 'Its claims, in order of time.' }),
  })
  .meta({
    id: 'PositionHolder',
    description: 'An actor who holds a position, with the start of the position and the claims.',
  });

export const Position = z
  .strictObject({
    ...PositionSummary.shape,
    holders: z
      .array(PositionHolder)
      .meta({ description: 'Actors who hold the position, the earliest first.' }),
  })
  .meta({ id: 'Position', description: 'All standing claims with the same polarity on one proposition.' });
export type Position = z.infer<typeof Position>;

const OpposedProposition = z
  .strictObject({
    key: propositionKey(),
    reason: DisputeReason,
    text: z.string().meta({ description: 'The opposed proposition in words.' }),
    positions: z.array(Position).meta({ description: 'The positions on the opposed proposition.' }),
  })
  .meta({
    id: 'OpposedProposition',
    description: 'Another proposition: it and this one cannot both be true.',
  });

export const Proposition = z
  .strictObject({
    ...summary,
    positions: z
      .array(Position)
      .meta({ description: 'Every position on it, with its holders and their evidence.' }),
    withdrawn: z
      .array(PositionHolder)
      .meta({ description: 'Actors who have withdrawn claims, with these claims.' }),
    opposed: z
      .array(OpposedProposition)
      .meta({ description: 'Propositions that oppose it: it and each of them cannot both be true.' }),
    independentSources: independentSources(' of all positions together'),
  })
  .meta({
    id: 'Proposition',
    description: 'A proposition (subject, predicate and object) with every position on it.',
  });
export type Proposition = z.infer<typeof Proposition>;

export const CurrentPositionTerms = terms(
  'CurrentPosition',
  'Current position of an actor on a proposition.',
  {
    affirms: 'The actor says that it is true.',
    denies: 'The actor says that it is false.',
    open: 'The actor has made a claim on it that neither affirms nor denies it.',
    withdrawn: 'The actor has withdrawn its claims.',
  },
);
export const CurrentPosition = CurrentPositionTerms.schema;
export type CurrentPosition = z.infer<typeof CurrentPosition>;

const positionOfActor = {
  position: CurrentPosition,
  claims: z.array(PositionClaim).meta({ description: 'The claims of the actor on it, in order of time.' }),
};

export const ActorPosition = z
  .strictObject({
    proposition: PropositionSummary,
    ...positionOfActor,
  })
  .meta({
    id: 'ActorPosition',
    description: 'The current position of an actor on a proposition, with the claims that led to it.',
  });
export type ActorPosition = z.infer<typeof ActorPosition>;

const PartyPosition = z.strictObject({ actorId: idOf('the party'), ...positionOfActor }).meta({
  id: 'PartyPosition',
  description: 'The current position of one party on a proposition, with the claims that led to it.',
});

export const PartyPositions = z
  .strictObject({
    proposition: PropositionSummary,
    positions: z.array(PartyPosition).meta({
      description:
        'The position of each party that has made a claim on it, in the order of the request. Parties that are silent on ' +
        'it are left out.',
    }),
  })
  .meta({
    id: 'PartyPositions',
    description: 'A proposition with the positions of several parties on it.',
  });
export type PartyPositions = z.infer<typeof PartyPositions>;

export function positionClaim(claim: Claim): PositionClaim {
  return {
    claimId: claim.id,
    act: claim.act,
    statement: claim.statement,
    polarity: claim.polarity,
    certainty: claim.certainty,
    status: claim.status,
    withdrawn: claim.withdrawn,
    madeAt: claim.madeAt,
    attributionChain: claim.attributionChain,
    evidence: claim.evidence,
  };
}

/** Groups claims by claimant. The claims must be in order of time. */
export function holdersOf(claims: readonly Claim[]) {
  const byActor = Map.groupBy(claims, (claim) => claim.claimantId);
  return [...byActor].map(([actorId, own]) => ({
    actorId,
    since: own.find((claim) => claim.madeAt !== null)?.madeAt ?? null,
    claims: own.map(positionClaim),
  }));
}

/** Returns the current position of an actor: that of its last standing claim. The claims must be in order of time. */
export function currentPositionOf(
  claims: readonly Pick<Claim, 'act' | 'polarity' | 'withdrawn'>[],
): CurrentPosition {
  const last = claims.at(-1);
  if (last?.act === 'retracts') return 'withdrawn';
  const standing = claims.filter((claim) => !claim.withdrawn).at(-1);
  if (standing === undefined) return 'withdrawn';
  if (standing.polarity === 'unknown') return 'open';
  return standing.polarity === 'positive' ? 'affirms' : 'denies';
}
