import { disputeSummary, disputeTitle } from '../dispute/dispute-block.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import type { Address } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import { isPlain } from '../state/soundness.ts';

/** The first page says in a sentence what this is, and names what is in dispute. */

const named = 5;

/** Tells if an address asks for nothing in particular. */
const isStart = (address: Address): boolean => address.open === null && isPlain(address);

export function Start({ address }: { address: Address }) {
  if (!isStart(address)) return null;
  return (
    <div class="start">
      <p class="lead">
        What happened when, who claims or denies what about it, and which passage of which source says so.
      </p>
      <OpenDisputes />
    </div>
  );
}

function OpenDisputes() {
  const { value, waiting } = useResource('disputes', (signal) =>
    claimline.listDisputes({ limit: named, signal }),
  );
  // Its place is kept, so that the timeline does not jump.
  if (waiting !== 'no') return <div class="in-dispute awaited" />;
  if (value === undefined || value.data.length === 0) return null;
  return (
    <section class="in-dispute" aria-labelledby="disputes-heading">
      <h2 id="disputes-heading">In dispute</h2>
      <ul>
        {value.data.map((dispute) => (
          <li key={dispute.id}>
            <RecordLink kind="dispute" id={dispute.id}>
              {disputeTitle(dispute)}
            </RecordLink>{' '}
            <small>{disputeSummary(dispute)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
