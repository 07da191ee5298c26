import { SearchBox } from '../search/search-box.tsx';
import type { Address } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import type { Dataset } from '../state/schemas.ts';
import { viewWords } from '../state/title.ts';
import { tellAbout, useTitle } from '../state/use-title.ts';
import { countWords } from '../time/words.ts';
import { RecordLink } from './record-link.tsx';
import { Text } from './text.tsx';

/** Most datasets that are named; more would push the timeline out of sight. */
const mostNamed = 6;

/** The heading of the page: the title of the only dataset or the chosen one, else the number of datasets. */
export function Masthead({ address }: { address: Address }) {
  const { value } = useResource(['datasets'], (signal) => claimline.listDatasets({ limit: 100, signal }));
  const datasets = value?.data ?? [];
  const chosen = datasets.filter(({ id }) => address.filters.datasetId.includes(id));
  const [only] = chosen.length > 0 ? chosen : datasets.length === 1 ? datasets : [];
  const title = only?.title ?? (value === undefined ? ' ' : countWords(datasets.length, 'dataset'));
  const shown = only === undefined ? datasets : [only];
  useTitle('site', only?.title ?? '');
  tellAbout(only?.description);
  useTitle('view', viewWords(address));
  return (
    <header class="masthead">
      <div class="brand">
        <a href="./">Claimline</a>
        <SearchBox address={address} />
        <span class="site-links">
          <a href="guide">Guides</a> <a href="docs">API</a>
        </span>
      </div>
      <h1 tabIndex={-1} aria-label={value === undefined ? 'Claimline' : undefined}>
        <Text lang={only?.lang}>{title}</Text>
      </h1>
      <div class="datasets">
        {shown.slice(0, mostNamed).map((dataset) => (
          <p key={dataset.id}>
            {holds(dataset)} ·{' '}
            <RecordLink kind="dataset" id={dataset.id}>
              {only === undefined ? dataset.title : 'About this dataset'}
            </RecordLink>
          </p>
        ))}
        {shown.length > mostNamed && <p>and {countWords(shown.length - mostNamed, 'more dataset')}</p>}
      </div>
    </header>
  );
}

/** Says how much a dataset holds, and leaves zeros out. */
function holds({ counts }: Dataset): string {
  const parts = (['event', 'claim', 'actor', 'source'] as const)
    .filter((kind) => counts[`${kind}s`] > 0)
    .map((kind) => countWords(counts[`${kind}s`], kind));
  return parts.length === 0 ? 'Nothing yet' : parts.join(', ');
}
