import { ClaimAct, ClaimStatus, Polarity } from '../claim.ts';
import { externalReference } from '../external-id.ts';
import { PredicateId } from '../predicate.ts';
import { idOf } from '../primitives.ts';
import { propositionKey } from '../proposition.ts';
import {
  affiliates,
  anyOf,
  type Conditions,
  type FacetName,
  facetTerms,
  window,
  words,
  yesNo,
} from './filter.ts';

/** The filters of claims. */

export const claimFilters = {
  terms: words('Only claims with all these words in the statement or the quoted passages', 'denies involve'),
  time: window({ from: 'madeFrom', to: 'madeTo', on: 'madeOn' }, 'The window of the time of claims'),
  claimantId: anyOf(idOf('an actor'), 'Only claims of this actor.', 'By claimant, without affiliates.'),
  includeAffiliates: affiliates(
    'claimantId',
    'Includes the claims of every actor that is `part_of`, `member_of` or `affiliated_with` the claimant, through any ' +
      'number of steps.',
  ),
  act: anyOf(ClaimAct, 'Only claims with this act.', 'By act.'),
  polarity: anyOf(Polarity, 'Only claims on this side of their proposition.', 'By side of the proposition.'),
  predicate: anyOf(
    PredicateId,
    'Only claims on propositions with this predicate.',
    'By predicate of the proposition.',
  ),
  propositionKey: anyOf(propositionKey(), 'Only claims on this proposition.'),
  aboutActorId: anyOf(idOf('an actor'), 'Only claims whose proposition names this actor.'),
  eventId: anyOf(idOf('an event'), 'Only claims about this event.'),
  sourceId: anyOf(idOf('a source'), 'Only claims with this source in their evidence or attribution chain.'),
  relatesTo: anyOf(
    idOf('a claim'),
    'Only claims with a relation to this claim, such as those that retract, correct or contradict it.',
  ),
  status: anyOf(ClaimStatus, 'Only claims with this editorial status.', 'By editorial status.'),
  datasetId: anyOf(idOf('a dataset'), 'Only claims of this dataset.', 'By dataset.'),
  externalId: anyOf(
    externalReference(),
    'Only claims with this identifier in another register, such as `wikidata:Q2429253`.',
  ),
  contested: yesNo(
    'Only contested claims (`true`), or only claims that are not contested (`false`).',
    'By contested or not.',
  ),
};

/** The conditions on claims. */
export type ClaimFilter = Conditions<typeof claimFilters>;

export const ClaimFacetTerms = facetTerms('ClaimFacet', 'Facet by which claims are counted.', claimFilters);
export const ClaimFacet = ClaimFacetTerms.schema;
export type ClaimFacet = FacetName<typeof claimFilters>;
