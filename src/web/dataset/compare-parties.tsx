import { pairIn } from '../parties/parties-data.ts';
import { Text } from '../parts/text.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { noFilters } from '../state/address.ts';
import { addressNow } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';

/** Links to the comparison of two actors of a dataset that are against each other, or else have the most claims. */
export function CompareParties({ datasetId }: { datasetId: string }) {
  const scope = { datasetId: [datasetId] };
  const { value: pair = [] } = useResource(['pair', scope], (signal) => pairIn(scope, signal));
  const [first, second] = pair;
  if (first === undefined || second === undefined) return null;
  const address = {
    ...addressNow(),
    filters: { ...noFilters, datasetId: [datasetId] },
    open: { kind: 'parties' as const, id: `${first.id},${second.id}` },
  };
  return (
    <section class="compare" aria-labelledby="compare-heading">
      <h3 id="compare-heading">Compare parties</h3>
      <p>
        <ViewLink to={address}>
          <Text>{first.name}</Text> and <Text>{second.name}</Text>
        </ViewLink>{' '}
        <small>or others, whom you can choose there</small>
      </p>
    </section>
  );
}
