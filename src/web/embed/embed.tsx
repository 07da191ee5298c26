import { pages } from '../pages.ts';
import { Faults } from '../parts/states.tsx';
import { Text } from '../parts/text.tsx';
import { type Address, addressPath } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { usePlace } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { Timeline } from '../timeline/timeline.tsx';

/** The embedded page: the record that the address opens, or else the timeline with its list; and a link to the explorer. */
export function Embed() {
  const { address, faults } = usePlace();
  const { value } = useResource(['datasets'], (signal) => claimline.listDatasets({ limit: 100, signal }));
  const shown = (value?.data ?? []).filter(
    ({ id }) => address.filters.datasetId.length === 0 || address.filters.datasetId.includes(id),
  );
  const [only] = shown.length === 1 ? shown : [];
  return (
    <main class="embed">
      <header>
        <h1>
          <Text>{only?.title ?? 'Timeline'}</Text>
        </h1>
        <a href={addressPath(address)}>Open in Claimline</a>
      </header>
      <Faults faults={faults} />
      <Shown address={address} />
    </main>
  );
}

function Shown({ address }: { address: Address }) {
  if (address.open === null) return <Timeline address={address} />;
  const Page = pages[address.open.kind];
  return <Page {...address.open} />;
}
