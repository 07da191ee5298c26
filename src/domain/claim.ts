import { z } from 'zod';
import { Evidence, EvidenceInput, evidenceOf } from './evidence.ts';
import { externalIds } from './external-id.ts';
import { idOf, list, longText, type RecordStamps, recordStamps, shortText } from './primitives.ts';
import { PropositionInput, PropositionStatement, statementOf } from './proposition.ts';
import { terms } from './terms.ts';
import { FuzzyTime, FuzzyTimeInput, readTime, resolveTime } from './time/fuzzy-time.ts';

export const ClaimActTerms = terms('ClaimAct', 'The act of the claimant towards the proposition.', {
  asserts: 'Says that it is true or false, as `polarity` states.',
  denies: 'Says that it is false.',
  claims_responsibility: 'Says that the claimant itself did it.',
  denies_responsibility: 'Says that the claimant itself did not do it.',
  accuses: 'Says that somebody else did it.',
  confirms: 'Confirms a statement of others.',
  questions: 'Doubts that it is true.',
  warns: 'Says that it may happen.',
  predicts: 'Says that it will happen.',
  announces_intent: 'Says that the claimant intends to do it.',
  demands:
    'Demands that it be done. The polarity is `unknown` unless stated, as a demand does not say whether it is so; ' +
    '`positive` and `negative` are for propositions about a duty, such as `ought_to`.',
  retracts: 'Retracts an earlier claim of the claimant.',
  corrects: 'Replaces an earlier claim of the claimant.',
  declines_to_comment: 'Refuses to comment when asked.',
});
export const ClaimAct = ClaimActTerms.schema;
export type ClaimAct = z.infer<typeof ClaimAct>;

export const PolarityTerms = terms('Polarity', 'Position that a claim takes on its proposition.', {
  positive: 'The proposition is true.',
  negative: 'The proposition is false.',
  unknown: 'The claim leaves open whether it is true.',
});
export const Polarity = PolarityTerms.schema;
export type Polarity = z.infer<typeof Polarity>;

export const CertaintyTerms = terms('Certainty', 'Certainty that the speaker expresses (not the editor).', {
  certain: 'Said as a fact.',
  probable: 'Said to be likely.',
  possible: 'Said to be possible.',
  underspecified: 'The words do not show how certain it is.',
});
const Certainty = CertaintyTerms.schema;

export const ClaimStatusTerms = terms('ClaimStatus', 'Judgement of the editor of the dataset on a claim.', {
  unreviewed: 'No editor has reviewed it.',
  confirmed: 'Proved true, or admitted by the side that it accuses.',
  corroborated: 'Two or more credible independent sources support it.',
  weak: 'Only one source supports it.',
  contested: 'Credible sources contradict it.',
  refuted: 'Proved false.',
  retracted: 'Retracted by the claimant.',
  superseded: 'Replaced by a later claim of the claimant.',
});
export const ClaimStatus = ClaimStatusTerms.schema;
export type ClaimStatus = z.infer<typeof ClaimStatus>;

export const ClaimRelationTypeTerms = terms('ClaimRelationType', 'Relation of a claim to another claim.', {
  contradicts: 'The two claims cannot both be true: their propositions are opposed.',
  supports: 'The claim makes the other more credible.',
  repeats: 'The claim repeats the other.',
  corrects: 'The claim replaces the other.',
  retracts: 'The claim retracts the other.',
  responds_to: 'The claim answers the other.',
});
const ClaimRelationType = ClaimRelationTypeTerms.schema;

export const RelationBasisTerms = terms('RelationBasis', 'Basis of a relation between two claims.', {
  explicit: 'The source states the relation.',
  computed: 'A program found the relation.',
  editor: 'The editor of the dataset judged the claims to be related.',
});
const RelationBasis = RelationBasisTerms.schema;

export const ExtractionMethodTerms = terms('ExtractionMethod', 'Extractor of the claim from its source.', {
  human: 'A person.',
  model: 'A program or language model.',
});

const ClaimRelation = z
  .strictObject({ type: ClaimRelationType, claimId: idOf('the other claim'), basis: RelationBasis })
  .meta({
    id: 'ClaimRelation',
    description: 'A relation of a claim to another claim.',
    examples: [{ type: 'contradicts', claimId: 'nsc-denies-ukrainian-involvement', basis: 'editor' }],
  });

const link = {
  actorId: idOf('the actor who reports it').nullable(),
  sourceId: idOf('the source that reports it').nullable(),
  verb: shortText().meta({ description: 'The act of the reporter, such as `reports` or `quotes`.' }),
};

const AttributionLinkInput = z
  .strictObject({ ...link, actorId: link.actorId.optional(), sourceId: link.sourceId.optional() })
  .meta({
    id: 'AttributionLinkInput',
    description: 'One link of hearsay, as written in a dataset file: with an actor or a source.',
    examples: [{ sourceId: 'article', verb: 'reports' }],
  });

const AttributionLink = z.strictObject(link).meta({
  id: 'AttributionLink',
  description: 'One link of hearsay: an actor or a source that reports the words of the next link.',
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
    reviewedBy: shortText()
      .nullable()
      .meta({ description: 'The person who checked the extraction; null if nobody did.' }),
  })
  .meta({
    id: 'Extraction',
    description:
      'The extraction of the claim from its source. It is separate from the certainty of the speaker and the judgement of the editor.',
    examples: [{ method: 'human', model: null, confidence: null, reviewedBy: null }],
  });

/** The polarities that each act allows. The first one is the default. */
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
  demands: ['unknown', 'positive', 'negative'],
  retracts: ['unknown'],
  corrects: ['positive', 'negative'],
  declines_to_comment: ['unknown'],
};

const statementText = 'The claim as a paraphrase in the words of the editor.';
const eventIds = 'Events that the claim is about.';
const evidence = 'The sources that contain the claim, and the passages in them.';
const chainText =
  'The reporters between the source and the claimant, the outermost first; empty if the claimant speaks in the source itself.';
const written = {
  id: idOf('the claim'),
  claimantId: idOf('the actor who makes the claim'),
  act: ClaimAct,
  statement: longText().meta({ description: statementText }),
};

/** Declares a claim as people write it: one act of one claimant on one proposition, at one time, with evidence. */
export const ClaimInput = z
  .strictObject({
    ...written,
    proposition: PropositionInput,
    polarity: Polarity.optional(),
    certainty: Certainty.optional(),
    eventIds: list(idOf('an event')).optional().meta({ description: eventIds }),
    madeAt: FuzzyTimeInput.optional().meta({ description: 'Time of the claim.' }),
    attributionChain: list(AttributionLinkInput).optional().meta({ description: chainText }),
    evidence: list(EvidenceInput).optional().meta({ description: evidence }),
    status: ClaimStatus.optional(),
    statusNote: longText().optional().meta({ description: 'Reason for the status.' }),
    relations: list(ClaimRelation).optional().meta({ description: 'Relations to other claims.' }),
    externalIds: externalIds().optional(),
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
    for (const [index, { actorId = null, sourceId = null }] of (claim.attributionChain ?? []).entries()) {
      if ((actorId === null) === (sourceId === null)) {
        context.addIssue({
          code: 'custom',
          path: ['attributionChain', index],
          message: 'must have either an "actorId" or a "sourceId", and only one of them',
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
      description: 'Time of the claim; null if nothing is known of it.',
    }),
    attributionChain: list(AttributionLink).meta({ description: chainText }),
    evidence: list(Evidence).meta({ description: evidence }),
    status: ClaimStatus,
    statusNote: longText().nullable().meta({ description: 'Reason for the status.' }),
    relations: list(ClaimRelation).meta({ description: 'Relations to other claims.' }),
    externalIds: externalIds(),
    extraction: Extraction.nullable().meta({
      description: 'The extraction of the claim; null if not recorded.',
    }),
    withdrawn: z.boolean().meta({ description: 'True if the claimant has retracted or replaced the claim.' }),
    contested: z.boolean().meta({ description: 'True if the proposition of the claim is contested.' }),
    ...recordStamps,
  })
  .meta({
    id: 'Claim',
    description:
      'One act of one claimant on one proposition, at one time, with the passages that contain it.',
  });
export type Claim = z.infer<typeof Claim>;

/** Returns the polarity of a written claim: as written, otherwise the default of its act. */
export function polarityOf(input: Pick<ClaimInput, 'act' | 'polarity'>): Polarity {
  return input.polarity ?? polaritiesOf[input.act][0];
}

/**
 * Returns the sources that carry a claim: those of its evidence, otherwise the outermost source of its attribution chain. The
 * other links add no weight: a chain is one line of hearsay.
 */
export function carriersOf(claim: {
  evidence: readonly { sourceId: string }[];
  attributionChain: readonly { sourceId?: string | null | undefined }[];
}): string[] {
  const cited = claim.evidence.map(({ sourceId }) => sourceId);
  if (cited.length > 0) return cited;
  const [outermost] = claim.attributionChain.flatMap(({ sourceId }) => sourceId ?? []);
  return outermost === undefined ? [] : [outermost];
}

/** The fields of a claim that the store computes from other claims. */
export type ClaimComputed = { withdrawn: boolean; contested: boolean };

/**
 * Returns a claim as the API returns it. A caller that renders many claims passes `read` and `state` with caches, for
 * `readTime` and `statementOf`.
 */
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
    attributionChain: (input.attributionChain ?? []).map(({ actorId = null, sourceId = null, verb }) => ({
      actorId,
      sourceId,
      verb,
    })),
    evidence: (input.evidence ?? []).map(evidenceOf),
    status: input.status ?? 'unreviewed',
    statusNote: input.statusNote ?? null,
    relations: input.relations ?? [],
    externalIds: input.externalIds ?? [],
    extraction: input.extraction ?? null,
    ...computed,
    ...stamps,
  };
}
