import { z } from 'zod';
import { Certainty, type Claim, ClaimAct, ClaimStatus, Polarity } from './claim.ts';
import { Evidence } from './evidence.ts';
import { PredicateId } from './predicate.ts';
import { idOf, list } from './primitives.ts';
import { PropositionObject, PropositionSubject, propositionKey } from './proposition.ts';
import { terms } from './terms.ts';
import { FuzzyTime } from './time/fuzzy-time.ts';

/** Propositions as they are served: who holds which position on them, and what they are disputed over. */

export const DisputeReasonTerms = terms('DisputeReason', 'Why a proposition is contested.', {
  opposing_polarity: 'Some say that it is so, others that it is not.',
  incompatible_values: 'Only one value can be true, and others are claimed that exclude this one.',
  contradicting_claims: 'A claim on it contradicts a claim on another proposition.',
});
export const DisputeReason = DisputeReasonTerms.schema;
export type DisputeReason = z.infer<typeof DisputeReason>;

const count = (what: string) =>
  z
    .int()
    .min(0)
    .meta({ description: `Number of ${what}.` });
const independent = 'Number of independent sources: those derived from the same one count once.';

const PositionSummary = z
  .strictObject({
    polarity: Polarity,
    claimCount: count('standing claims that take the position'),
    claimantCount: count('actors who hold it'),
    independentSources: z.int().min(0).meta({ description: independent }),
  })
  .meta({
    id: 'PositionSummary',
    description: 'How many hold a position on a proposition, and on how many independent sources.',
    examples: [{ polarity: 'positive', claimCount: 2, claimantCount: 1, independentSources: 1 }],
  });

const stated = {
  key: propositionKey(),
  subject: PropositionSubject,
  predicate: PredicateId,
  object: PropositionObject,
  text: z.string().meta({
    description:
      'The proposition in words, in English: `subject · predicate · object`, with the names in force now.',
  }),
  functional: z
    .boolean()
    .meta({ description: 'Whether only one object can be true for this subject and predicate.' }),
  contested: z.boolean().meta({ description: 'Whether it is contested.' }),
  disputes: z.array(DisputeReason).meta({ description: 'Why it is contested; empty where it is not.' }),
  claimCount: count('claims on it, withdrawn ones included'),
};

export const PropositionSummary = z
  .strictObject({
    ...stated,
    positions: z.array(PositionSummary).meta({ description: 'The positions that standing claims take.' }),
  })
  .meta({
    id: 'PropositionSummary',
    description: 'A proposition with the weight of each position on it.',
  });
export type PropositionSummary = z.infer<typeof PropositionSummary>;

export const PositionClaim = z
  .strictObject({
    claimId: idOf('the claim'),
    act: ClaimAct,
    polarity: Polarity,
    certainty: Certainty,
    status: ClaimStatus,
    withdrawn: z.boolean().meta({ description: 'Whether the claimant has taken it back or replaced it.' }),
    madeAt: FuzzyTime.nullable().meta({
      description: 'When it was made; null where nothing is known of it.',
    }),
    evidence: list(Evidence).meta({ description: 'The passages that carry it.' }),
  })
  .meta({
    id: 'PositionClaim',
    description: 'One claim in a position, with what it rests on.',
  });
export type PositionClaim = z.infer<typeof PositionClaim>;

const PositionHolder = z
  .strictObject({
    actorId: idOf('the actor who holds the position'),
    since: FuzzyTime.nullable().meta({
      description: 'When the first of its claims was made; null where not known.',
    }),
    claims: z.array(PositionClaim).meta({ description: 'Its claims, in order of time.' }),
  })
  .meta({
    id: 'PositionHolder',
    description: 'An actor who holds a position, since when, and on what evidence.',
  });

export const Position = z
  .strictObject({
    polarity: Polarity,
    claimCount: count('standing claims that take the position'),
    claimantCount: count('actors who hold it'),
    independentSources: z.int().min(0).meta({ description: independent }),
    holders: z.array(PositionHolder).meta({ description: 'Who holds it, the earliest first.' }),
  })
  .meta({ id: 'Position', description: 'All standing claims that say the same about one proposition.' });
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
    description: 'Another proposition that cannot be so together with this one.',
  });

export const Proposition = z
  .strictObject({
    ...stated,
    positions: z
      .array(Position)
      .meta({ description: 'Every position on it, with who holds it and on what evidence.' }),
    withdrawn: z
      .array(PositionHolder)
      .meta({ description: 'Who no longer says what they claimed, and what it was.' }),
    opposed: z
      .array(OpposedProposition)
      .meta({ description: 'Propositions that cannot be so together with it.' }),
    independentSources: z
      .int()
      .min(0)
      .meta({ description: `${independent} Over all positions together.` }),
  })
  .meta({
    id: 'Proposition',
    description: 'Subject, predicate and object, and every position taken on it.',
  });
export type Proposition = z.infer<typeof Proposition>;

export const StandTerms = terms('Stand', 'Where an actor stands on a proposition now.', {
  affirms: 'Says that it is so.',
  denies: 'Says that it is not so.',
  open: 'Has spoken of it without taking a side.',
  withdrawn: 'Has taken back what it said.',
});
export const Stand = StandTerms.schema;
export type Stand = z.infer<typeof Stand>;

export const ActorPosition = z
  .strictObject({
    proposition: PropositionSummary,
    stand: Stand,
    claims: z.array(PositionClaim).meta({ description: 'What the actor said of it, in order of time.' }),
  })
  .meta({
    id: 'ActorPosition',
    description: 'An actor’s stand on a proposition, and how it came to it.',
  });
export type ActorPosition = z.infer<typeof ActorPosition>;

export function positionClaim(claim: Claim): PositionClaim {
  return {
    claimId: claim.id,
    act: claim.act,
    polarity: claim.polarity,
    certainty: claim.certainty,
    status: claim.status,
    withdrawn: claim.withdrawn,
    madeAt: claim.madeAt,
    evidence: claim.evidence,
  };
}

/** Groups claims, already in order of time, by who makes them. */
export function holdersOf(claims: readonly Claim[]) {
  const byActor = Map.groupBy(claims, (claim) => claim.claimantId);
  return [...byActor].map(([actorId, own]) => ({
    actorId,
    since: own.find((claim) => claim.madeAt !== null)?.madeAt ?? null,
    claims: own.map(positionClaim),
  }));
}

/** Where the last word of an actor leaves it; its claims come in order of time. */
export function standOf(claims: readonly Pick<Claim, 'act' | 'polarity' | 'withdrawn'>[]): Stand {
  const last = claims.at(-1);
  if (last?.act === 'retracts') return 'withdrawn';
  const standing = claims.filter((claim) => !claim.withdrawn).at(-1);
  if (standing === undefined) return 'withdrawn';
  if (standing.polarity === 'unknown') return 'open';
  return standing.polarity === 'positive' ? 'affirms' : 'denies';
}
