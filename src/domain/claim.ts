import { z } from 'zod';
import { Evidence, EvidenceInput } from './evidence.ts';
import { idOf, list, longText, type RecordStamps, recordStamps, shortText } from './primitives.ts';
import { PropositionInput, PropositionStatement, statementOf } from './proposition.ts';
import { terms } from './terms.ts';
import { FuzzyTime, FuzzyTimeInput, readTime, resolveTime } from './time/fuzzy-time.ts';

export const ClaimActTerms = terms('ClaimAct', 'What the claimant does with the proposition.', {
  asserts: 'Says that it is so.',
  denies: 'Says that it is not so.',
  claims_responsibility: 'Says that the claimant itself did it.',
  denies_responsibility: 'Says that the claimant itself did not do it.',
  accuses: 'Says that somebody else did it.',
  confirms: 'Says that what others said is so.',
  questions: 'Puts in doubt whether it is so.',
  warns: 'Says that it may come to be.',
  predicts: 'Says that it will come to be.',
  announces_intent: 'Says that the claimant means to bring it about.',
  retracts: 'Takes back what the claimant said before.',
  corrects: 'Replaces what the claimant said before.',
  declines_to_comment: 'Says nothing on it when asked.',
});
export const ClaimAct = ClaimActTerms.schema;
export type ClaimAct = z.infer<typeof ClaimAct>;

export const PolarityTerms = terms('Polarity', 'Which side of the proposition a claim is on.', {
  positive: 'It is so.',
  negative: 'It is not so.',
  unknown: 'The claim takes no side.',
});
export const Polarity = PolarityTerms.schema;
export type Polarity = z.infer<typeof Polarity>;

export const CertaintyTerms = terms('Certainty', 'How certain the speaker is (not the editor).', {
  certain: 'Said as a fact.',
  probable: 'Said to be likely.',
  possible: 'Said to be possible.',
  underspecified: 'The words do not tell.',
});
export const Certainty = CertaintyTerms.schema;

export const ClaimStatusTerms = terms('ClaimStatus', 'What the editor of the dataset makes of a claim.', {
  unreviewed: 'No editor has judged it.',
  confirmed: 'Found to be so, or admitted by the side it speaks against.',
  corroborated: 'Two or more credible independent sources carry it.',
  weak: 'A single source carries it.',
  contested: 'Credible sources oppose it.',
  refuted: 'Found not to be so.',
  retracted: 'Taken back by the claimant.',
  superseded: 'Replaced by a later claim of the claimant.',
});
export const ClaimStatus = ClaimStatusTerms.schema;
export type ClaimStatus = z.infer<typeof ClaimStatus>;

export const ClaimRelationTypeTerms = terms('ClaimRelationType', 'How a claim relates to another one.', {
  contradicts: 'They cannot both be so: their propositions are opposed.',
  supports: 'It makes the other more credible.',
  repeats: 'It says the same again.',
  corrects: 'It replaces the other.',
  retracts: 'It takes the other back.',
  responds_to: 'It answers the other.',
});
const ClaimRelationType = ClaimRelationTypeTerms.schema;

export const RelationBasisTerms = terms('RelationBasis', 'Who says that two claims are related.', {
  explicit: 'The source says so.',
  computed: 'A program found it.',
  editor: 'The editor of the dataset judges so.',
});
const RelationBasis = RelationBasisTerms.schema;

export const ExtractionMethodTerms = terms('ExtractionMethod', 'Who took the claim from its source.', {
  human: 'A person.',
  model: 'A program or language model.',
});

const ClaimRelation = z
  .strictObject({ type: ClaimRelationType, claimId: idOf('the other claim'), basis: RelationBasis })
  .meta({
    id: 'ClaimRelation',
    description: 'That a claim stands in a relation to another one.',
    examples: [{ type: 'contradicts', claimId: 'nsc-denies-ukrainian-involvement', basis: 'editor' }],
  });

const AttributionLink = z
  .strictObject({
    actorId: idOf('the actor who reports it').nullable(),
    sourceId: idOf('the source that reports it').nullable(),
    verb: shortText().meta({ description: 'What the reporter does, such as `reports` or `quotes`.' }),
  })
  .meta({
    id: 'AttributionLink',
    description: 'One link of hearsay: who reports that the next one said it. Either an actor or a source.',
    examples: [{ actorId: null, sourceId: 'article', verb: 'reports' }],
  });

const Extraction = z
  .strictObject({
    method: ExtractionMethodTerms.schema,
    model: shortText()
      .nullable()
      .meta({ description: 'Name and version of the program, for machine extraction.' }),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: 'The program’s confidence, 0 to 1.' }),
    reviewedBy: shortText().nullable().meta({ description: 'Who checked it; null where nobody did.' }),
  })
  .meta({
    id: 'Extraction',
    description:
      'How the claim was taken from its source; kept apart from what speaker and editor think of it.',
    examples: [{ method: 'human', model: null, confidence: null, reviewedBy: null }],
  });

/** The side an act takes: one value where the act decides it, several where the claim may be on either. */
const polaritiesOf: Record<ClaimAct, readonly [Polarity, ...Polarity[]]> = {
  asserts: ['positive', 'negative'],
  denies: ['negative'],
  claims_responsibility: ['positive'],
  denies_responsibility: ['negative'],
  accuses: ['positive'],
  confirms: ['positive', 'negative'],
  questions: ['unknown'],
  warns: ['positive', 'negative'],
  predicts: ['positive', 'negative'],
  announces_intent: ['positive', 'negative'],
  retracts: ['unknown'],
  corrects: ['positive', 'negative'],
  declines_to_comment: ['unknown'],
};

const statement = 'What is claimed, as a paraphrase in our own words.';
const eventIds = 'Events that the claim is about.';
const chain =
  'Who reports that who said it, the outermost first; empty where the claimant speaks in the source itself.';
const written = {
  id: idOf('the claim'),
  claimantId: idOf('the actor who makes the claim'),
  act: ClaimAct,
  statement: longText().meta({ description: statement }),
};

/** A claim as people write it: one claimant's act on one proposition, at one time, with evidence. */
export const ClaimInput = z
  .strictObject({
    ...written,
    proposition: PropositionInput,
    polarity: Polarity.optional(),
    certainty: Certainty.optional(),
    eventIds: list(idOf('an event')).optional().meta({ description: eventIds }),
    madeAt: FuzzyTimeInput.optional().meta({ description: 'When the claim was made.' }),
    attributionChain: list(AttributionLink).optional().meta({ description: chain }),
    evidence: list(EvidenceInput).optional().meta({ description: 'The passages that carry the claim.' }),
    status: ClaimStatus.optional(),
    statusNote: longText().optional().meta({ description: 'Why the editor judges so.' }),
    relations: list(ClaimRelation).optional().meta({ description: 'Relations to other claims.' }),
    extraction: Extraction.optional(),
  })
  .superRefine((claim, context) => {
    const allowed = polaritiesOf[claim.act];
    if (claim.polarity !== undefined && !allowed.includes(claim.polarity)) {
      context.addIssue({
        code: 'custom',
        path: ['polarity'],
        message: `must be ${allowed.join(' or ')} for the act "${claim.act}"`,
      });
    }
    for (const [index, link] of (claim.attributionChain ?? []).entries()) {
      if ((link.actorId === null) === (link.sourceId === null)) {
        context.addIssue({
          code: 'custom',
          path: ['attributionChain', index],
          message: 'must name either an actor or a source, and null for the other',
        });
      }
    }
  })
  .meta({ id: 'ClaimInput', description: 'A claim, as written in a dataset file.' });
export type ClaimInput = z.infer<typeof ClaimInput>;

export const Claim = z
  .strictObject({
    ...written,
    proposition: PropositionStatement,
    polarity: Polarity,
    certainty: Certainty,
    eventIds: list(idOf('an event')).meta({ description: eventIds }),
    madeAt: FuzzyTime.nullable().meta({
      description: 'When the claim was made; null where nothing is known of it.',
    }),
    attributionChain: list(AttributionLink).meta({ description: chain }),
    evidence: list(Evidence).meta({ description: 'The passages that carry the claim.' }),
    status: ClaimStatus,
    statusNote: longText().nullable().meta({ description: 'Why the editor judges so.' }),
    relations: list(ClaimRelation).meta({ description: 'Relations to other claims.' }),
    extraction: Extraction.nullable().meta({
      description: 'How the claim was extracted; null where nobody has said.',
    }),
    withdrawn: z
      .boolean()
      .meta({ description: 'Whether the claimant has taken the claim back or replaced it.' }),
    contested: z.boolean().meta({ description: 'Whether the proposition of the claim is contested.' }),
    ...recordStamps,
  })
  .meta({
    id: 'Claim',
    description: 'One claimant’s act on one proposition, at one time, with the passages that carry it.',
  });
export type Claim = z.infer<typeof Claim>;

/** The side a written claim is on: as written, else the one its act takes. */
export function polarityOf(input: Pick<ClaimInput, 'act' | 'polarity'>): Polarity {
  return input.polarity ?? polaritiesOf[input.act][0];
}

/** What the store finds out about a claim from the others. */
export type ClaimComputed = { withdrawn: boolean; contested: boolean };

/** @param read as for `computeTime`; `state` as `statementOf`, where the caller caches */
export function renderClaim(
  input: ClaimInput,
  stamps: RecordStamps,
  computed: ClaimComputed,
  { read = readTime, state = statementOf } = {},
): Claim {
  return {
    id: input.id,
    claimantId: input.claimantId,
    act: input.act,
    statement: input.statement,
    proposition: state(input.proposition),
    polarity: polarityOf(input),
    certainty: input.certainty ?? 'underspecified',
    eventIds: input.eventIds ?? [],
    madeAt: input.madeAt ? resolveTime(input.madeAt, read) : null,
    attributionChain: input.attributionChain ?? [],
    evidence: (input.evidence ?? []).map(({ quoteFingerprint: _, ...locator }) => ({
      ...locator,
      paragraph: locator.paragraph ?? null,
      quote: locator.quote ?? null,
    })),
    status: input.status ?? 'unreviewed',
    statusNote: input.statusNote ?? null,
    relations: input.relations ?? [],
    extraction: input.extraction ?? null,
    ...computed,
    ...stamps,
  };
}
