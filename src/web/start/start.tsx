import { DisputeTitle } from '../dispute/dispute-block.tsx';
import { arranged } from '../dispute/sides.ts';
import { RecordLink } from '../parts/record-link.tsx';
import type { Address } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import { isPlain } from '../state/soundness.ts';
import { countWords } from '../time/words.ts';

/** The introduction on the first page: one sentence, and the disputes with the most claims. */

const named = 4;

/** Shown without filters and window. It stays while a record is open, so that the list does not move. */
export function Start({ address }: { address: Address }) {
  if (!isPlain(address)) return null;
  return (
    <div class="start">
      <p class="lead">
        A timeline of contested events: what happened when, who claims or denies what about it, and which
        passage of which source says so.
      </p>
      <OpenDisputes />
    </div>
  );
}

function OpenDisputes() {
  const { value, waiting } = useResource(['disputes', named], (signal) =>
    claimline.listDisputes({ limit: named, include: ['actors', 'events'], signal }),
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
            <small>
              {countWords(arranged(dispute).opposing.length, 'side')},{' '}
              {countWords(dispute.claimCount, 'claim')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
