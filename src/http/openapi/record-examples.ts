import { statementOf } from '../../domain/proposition.ts';
import { resolveTime } from '../../domain/time/fuzzy-time.ts';

/**
 * Examples of whole records for the OpenAPI document. They are records of the dataset that comes with Claimline,
 * shortened. Times and keys of propositions are computed as for served records, so that they are always right.
 */

const stamps = {
  datasetId: 'crocus-city-hall-2024',
  version: 1,
  recordedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

const sinceTheAttack = resolveTime({
  edtf: '[2024-03-22..2024-03-28]',
  basis: 'inferred',
  basisNote: 'After the attack, and not after the day that the page of the article is dated.',
});

export const exampleActor = {
  id: 'isis-khorasan',
  type: 'armed_group',
  subtype: null,
  name: 'ISIS Khorasan',
  identity: 'named',
  description: 'A branch of ISIS with its base in Afghanistan.',
  names: [],
  externalIds: [],
  relations: [
    { type: 'affiliated_with', actorId: 'isis', during: null, claimIds: ['isis-khorasan-is-isis-affiliate'] },
  ],
  ...stamps,
};

export const exampleSource = {
  id: 'crocus-city-hall-article',
  type: 'article',
  title: null,
  publisherId: 'crocus-city-hall-article-publisher',
  authors: [],
  url: null,
  archivedUrl: null,
  lang: 'en',
  publishedAt: resolveTime({
    edtf: '2024-03-28',
    basis: 'inferred',
    basisNote: 'The page prints this date; that it is the day of publication is the reading of the editor.',
  }),
  retrievedAt: null,
  contentSha256: '5d72f0da0e237d2b0441e8cb542c205c4154b7ec101ba0bbeb91833de7976061',
  contentLength: 3589,
  rights: 'The page names no licence. The text is neither stored nor quoted here.',
  quoting: false,
  notes: null,
  derivedFrom: [],
  externalIds: [],
  ...stamps,
};

export const exampleEvent = {
  id: 'crocus-city-hall-attack',
  type: 'attack',
  subtype: null,
  title: 'Attack at Crocus City Hall',
  summary: 'Gunmen attacked a concert hall outside Moscow on a Friday and left 143 or more people dead.',
  time: resolveTime({
    edtf: '2024-03-22',
    text: 'Friday',
    basis: 'inferred',
    basisNote: 'The last Friday before the day that the page of the article is dated.',
  }),
  place: {
    name: 'Crocus City Hall, outside Moscow',
    countryCode: 'RU',
    admin1: 'Moscow Oblast',
    admin2: null,
    point: { longitude: 37.39, latitude: 55.8258 },
    precision: 'exact',
  },
  participants: [
    { actorId: 'isis', role: 'perpetrator', attribution: 'claimed_by_self', count: null },
    {
      actorId: 'crocus-city-hall-victims',
      role: 'victim',
      attribution: 'established',
      count: { min: 143, best: null, max: null, unit: 'killed' },
    },
  ],
  relations: [{ type: 'preceded_by', eventId: 'intelligence-warnings-before-crocus-attack' }],
  tags: ['terrorism', 'mass-casualty'],
  externalIds: [],
  claimCount: 51,
  contested: true,
  ...stamps,
};

const denied = statementOf({
  subject: { kind: 'actor', id: 'ukraine' },
  predicate: 'involved_in',
  object: { kind: 'event', id: 'crocus-city-hall-attack' },
});

const alleged = statementOf({
  subject: { kind: 'actor', id: 'crocus-city-hall-attackers' },
  predicate: 'financially_tied_to',
  object: { kind: 'actor', id: 'sources-within-ukraine' },
});

const [smallestKey = '', largestKey = ''] = [denied.key, alleged.key].sort();

const passage = {
  sourceId: 'crocus-city-hall-article',
  state: 'located',
  start: 1789,
  end: 1874,
  quoteSha256: 'f41ea380ce3913f5451d70bf0d85d6c1f162e7f28d9ca58931fb284074edf354',
  quoteFingerprint: null,
  prefixSha256: null,
  suffixSha256: null,
  plainSha256: null,
  plainLength: null,
  fragment: null,
  paragraph: 7,
  quote: null,
};

export const exampleClaim = {
  id: 'nsc-denies-ukrainian-involvement',
  claimantId: 'us-national-security-council',
  act: 'denies',
  statement: 'The U.S. National Security Council rejected outright that Ukraine had a part in the attack.',
  proposition: denied,
  polarity: 'negative',
  certainty: 'certain',
  eventIds: ['crocus-city-hall-attack'],
  madeAt: sinceTheAttack,
  attributionChain: [{ actorId: null, sourceId: 'crocus-city-hall-article', verb: 'reports' }],
  evidence: [passage],
  status: 'contested',
  statusNote: 'Russian investigators speak of money linking the attackers to sources inside Ukraine.',
  relations: [],
  externalIds: [],
  extraction: null,
  withdrawn: false,
  contested: true,
  ...stamps,
};

const weight = { claimCount: 1, claimantCount: 1, independentSources: 1 };

const stated = {
  ...denied,
  text: 'Ukraine · was involved in · Attack at Crocus City Hall',
  functional: false,
  contested: true,
  disputeReasons: ['contradicting_claims'],
  disputeId: smallestKey,
  claimCount: 1,
};

const examplePropositionSummary = { ...stated, positions: [{ polarity: 'negative', ...weight }] };

const examplePositionClaim = {
  claimId: 'nsc-denies-ukrainian-involvement',
  act: 'denies',
  statement: 'Ukraine had no part in the attack.',
  polarity: 'negative',
  certainty: 'certain',
  status: 'contested',
  withdrawn: false,
  madeAt: sinceTheAttack,
  attributionChain: [],
  evidence: [passage],
};

const examplePositionHolder = {
  actorId: 'us-national-security-council',
  since: sinceTheAttack,
  claims: [examplePositionClaim],
};

const exampleOpposedProposition = {
  key: alleged.key,
  reason: 'contradicting_claims',
  text: 'The attackers at Crocus City Hall · has financial ties to · Sources within Ukraine',
  positions: [
    {
      polarity: 'positive',
      ...weight,
      holders: [
        {
          actorId: 'russian-investigative-committee',
          since: sinceTheAttack,
          claims: [
            {
              ...examplePositionClaim,
              claimId: 'investigative-committee-alleges-financial-ties',
              act: 'accuses',
              statement: 'The attackers had financial ties to sources within Ukraine.',
              polarity: 'positive',
              certainty: 'underspecified',
              evidence: [
                {
                  ...passage,
                  start: 1571,
                  end: 1682,
                  quoteSha256: 'ad9b4f1328c6b47bd57497cbefcac321d5b76d800ed900eaab199a9d1c681961',
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const exampleProposition = {
  ...stated,
  positions: [{ polarity: 'negative', ...weight, holders: [examplePositionHolder] }],
  withdrawn: [],
  opposed: [exampleOpposedProposition],
  independentSources: 1,
};

const exampleActorPosition = {
  proposition: examplePropositionSummary,
  position: 'denies',
  claims: [examplePositionClaim],
};

const examplePartyPosition = {
  actorId: 'us-national-security-council',
  position: 'denies',
  claims: [examplePositionClaim],
};

const disputedProposition = ({ key, subject, predicate, object }: typeof denied, text: string) => {
  return { key, subject, predicate, object, text, functional: false };
};

const [exampleDisputedProposition, otherDisputedProposition] = [
  disputedProposition(denied, stated.text),
  disputedProposition(alleged, exampleOpposedProposition.text),
];

const exampleDisputeSide = {
  propositionKey: denied.key,
  polarity: 'negative',
  ...weight,
  holders: [examplePositionHolder],
  withdrawn: [],
};

const exampleDisputeEntry = {
  claimId: 'nsc-denies-ukrainian-involvement',
  actorId: 'us-national-security-council',
  act: 'denies',
  polarity: 'negative',
  propositionKey: denied.key,
  certainty: 'certain',
  withdrawn: false,
  madeAt: sinceTheAttack,
};

const exampleDisputeOpposition = {
  propositionKey: smallestKey,
  otherKey: largestKey,
  reason: 'contradicting_claims',
};

const exampleDispute = {
  id: smallestKey,
  reasons: ['contradicting_claims'],
  eventIds: ['crocus-city-hall-attack'],
  propositions: [exampleDisputedProposition, otherDisputedProposition],
  sides: [
    exampleDisputeSide,
    {
      ...exampleDisputeSide,
      propositionKey: alleged.key,
      polarity: 'positive',
      holders: exampleOpposedProposition.positions[0]?.holders ?? [],
    },
  ],
  history: [
    {
      ...exampleDisputeEntry,
      claimId: 'investigative-committee-alleges-financial-ties',
      actorId: 'russian-investigative-committee',
      act: 'accuses',
      polarity: 'positive',
      propositionKey: alleged.key,
      certainty: 'underspecified',
    },
    exampleDisputeEntry,
  ],
  oppositions: [exampleDisputeOpposition],
  oppositionCount: 1,
  claimCount: 2,
  propositionCount: 2,
  complete: true,
  independentSources: 1,
};

export const exampleDisputeSummary = {
  id: smallestKey,
  reasons: exampleDispute.reasons,
  propositions: exampleDispute.propositions.map(({ key, text }) => ({ key, text })),
  claimCount: 2,
  propositionCount: 2,
};

/** An example for each component that is a whole record or a large part of one, by the component's name. */
export const recordExamples = {
  Actor: exampleActor,
  Source: exampleSource,
  Event: exampleEvent,
  Claim: exampleClaim,
  PropositionSummary: examplePropositionSummary,
  PositionClaim: examplePositionClaim,
  PositionHolder: examplePositionHolder,
  OpposedProposition: exampleOpposedProposition,
  Proposition: exampleProposition,
  ActorPosition: exampleActorPosition,
  PartyPosition: examplePartyPosition,
  PartyPositions: { proposition: examplePropositionSummary, positions: [examplePartyPosition] },
  DisputedProposition: exampleDisputedProposition,
  DisputeSide: exampleDisputeSide,
  DisputeEntry: exampleDisputeEntry,
  DisputeOpposition: exampleDisputeOpposition,
  Dispute: exampleDispute,
  DisputeDetail: exampleDispute,
  DisputeSummary: exampleDisputeSummary,
  PropositionText: { key: denied.key, text: stated.text },
} as const;
