import { externalReference } from '../external-id.ts';
import { idOf, languageTag, webAddress } from '../primitives.ts';
import { SourceType } from '../source.ts';
import { anyOf, type Conditions, words } from './filter.ts';

/** The filters of sources. */

export const sourceFilters = {
  terms: words('Only sources with all these words in the title and the names of the authors', 'concert hall'),
  type: anyOf(SourceType, 'Only sources of this type.'),
  publisherId: anyOf(idOf('an actor'), 'Only sources that this actor published.'),
  datasetId: anyOf(idOf('a dataset'), 'Only sources of this dataset.'),
  externalId: anyOf(
    externalReference(),
    'Only sources with this identifier in another register, such as `wikidata:Q2429253`.',
  ),
  url: anyOf(
    webAddress(),
    'Only sources at this address, or with an archived copy at it. The case of the host, a default port and an empty path do not matter.',
  ),
  lang: anyOf(languageTag(), 'Only sources in this language.'),
};

/** The conditions on sources. */
export type SourceFilter = Conditions<typeof sourceFilters>;
