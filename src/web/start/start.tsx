import type { Client } from '../../client/client.ts';
import { DisputeTitle } from '../dispute/dispute-block.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { type Address, noFilters } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import { isPlain } from '../state/soundness.ts';
import { countWords } from '../time/words.ts';

/** The introduction on the first page: one sentence, and the disputes with the most claims. */

const named = 4;

/**
 * Shown without a window, and with no filters but those that disputes have too. It stays while a record is open, so that
 * the list does not move.
 */
export function Start({ address }: { address: Address }) {
  const query = disputeQuery(address);
  if (query === undefined) return null;
  return (
    <div class="start">
      <p class="lead">
        A timeline of contested events: what happened when, who claims or denies what about it, and which
        passage of which source says so.
      </p>
      <OpenDisputes query={query} />
    </div>
  );
}

type DisputeQuery = NonNullable<Parameters<Client['listDisputes']>[0]>;

/** Returns the filters of an address as those of disputes; undefined if disputes lack one of them. */
function disputeQuery(address: Address): DisputeQuery | undefined {
  const { datasetId, actorId, contested, ...others } = address.filters;
  const isPossible = contested !== false && isPlain({ ...address, filters: { ...noFilters, ...others } });
  return isPossible ? { datasetId: [...datasetId], actorId: [...actorId] } : undefined;
}

function OpenDisputes({ query }: { query: DisputeQuery }) {
  const { value, waiting } = useResource(['disputes', query, named], (signal) =>
    claimline.listDisputes({ ...query, limit: named, include: ['actors', 'events'], signal }),
  );
  // Its space is kept, so that the timeline does not jump.
  if (waiting !== 'no') return <div class="in-dispute awaited" />;
  if (value === undefined || value.data.length === 0) return null;
  const names = contextOf(value.included);
  return (
    <section class="in-dispute" aria-labelledby="in-dispute-heading">
      <h2 id="in-dispute-heading">In dispute</h2>
      <ul>
        {value.data.map((dispute) => (
          <li key={dispute.id}>
            <RecordLink kind="dispute" id={dispute.id}>
              <DisputeTitle dispute={dispute} names={names} />
            </RecordLink>{' '}
            <small>{countWords(dispute.claimCount, 'claim')}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
