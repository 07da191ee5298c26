import { SearchBox } from '../search/search-box.tsx';
import type { Address } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import { viewWords } from '../state/title.ts';
import { useTitle } from '../state/use-title.ts';
import { countWords } from '../time/words.ts';
import { RecordLink } from './record-link.tsx';

/** Whose timeline this is. With one dataset it is that one's; with several, theirs together. */
export function Masthead({ address }: { address: Address }) {
  const { value } = useResource('datasets', (signal) => claimline.listDatasets({ limit: 100, signal }));
  const datasets = value?.data ?? [];
  const chosen = datasets.filter(({ id }) => address.filters.datasetId.includes(id));
  const [only] = chosen.length > 0 ? chosen : datasets.length === 1 ? datasets : [];
  const title = only?.title ?? (value === undefined ? ' ' : countWords(datasets.length, 'dataset'));
  useTitle('site', only?.title ?? '');
  useTitle('view', viewWords(address));
  return (
    <header class="masthead">
      <div class="brand">
        <a href="./">Claimline</a>
        <SearchBox address={address} />
        <span class="site-links">
          <a href="docs">API</a>
        </span>
      </div>
      <h1>{title}</h1>
      <p class="datasets">
        {(only === undefined ? datasets : [only]).slice(0, 8).map((dataset) => (
          <span key={dataset.id}>
            {countWords(dataset.counts.events, 'event')}, {countWords(dataset.counts.claims, 'claim')} by{' '}
            {countWords(dataset.counts.actors, 'actor')} in {countWords(dataset.counts.sources, 'source')} ·{' '}
            <RecordLink kind="dataset" id={dataset.id}>
              {only === undefined ? dataset.title : 'About this dataset'}
            </RecordLink>
          </span>
        ))}
      </p>
    </header>
  );
}
