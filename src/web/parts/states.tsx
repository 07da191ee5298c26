import type { Address, Fault } from '../state/address.ts';
import { filterCount, noFilters } from '../state/address.ts';
import type { Failure } from '../state/api.ts';
import { go } from '../state/navigation.ts';

/** Messages shown instead of data: loading, no results, failures, and parameters that were left out. */

export function Waiting({ slow = false }: { slow?: boolean }) {
  return (
    <div class="waiting" role="status" data-slow={slow}>
      <span class="visually-hidden">Loading.</span>
      {slow && <span>The server is taking its time…</span>}
    </div>
  );
}

export function Failed({ failure, retry }: { failure: Failure; retry: () => void }) {
  return (
    <div class="failed" role="alert">
      <strong>{failure.title}.</strong> <span>{failure.detail}</span>
      {failure.status !== 400 && failure.status !== 404 && (
        <button type="button" class="quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Lists the parameters of the page's address that were left out. */
export function Faults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="failed" role="alert">
      <strong>Part of this address is left out.</strong>
      <ul>
        {faults.map(({ detail }) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
    </div>
  );
}

/** Says that there are no events: none pass the filters, none lie in the window, or the server has none. */
export function Empty({ address }: { address: Address }) {
  const filtered = filterCount(address) > 0;
  const windowed = address.from !== undefined || address.to !== undefined;
  if (!filtered && !windowed) {
    return (
      <div class="empty">
        <h2>There is nothing here yet</h2>
        <p>
          This server holds no events. <code>npx claimline import DIRECTORY</code> imports a dataset.
        </p>
      </div>
    );
  }
  const { from: _from, to: _to, ...rest } = address;
  return (
    <div class="empty">
      <h2>No event {address.match === 'certain' ? 'certainly lies' : 'lies'} here</h2>
      <p>
        {address.match === 'certain' &&
          'With “possible” instead of “certain”, events whose dates are less exact come in. '}
        {filtered
          ? 'The filters leave none in this window of time.'
          : 'Nothing is dated in this window of time.'}
      </p>
      <p class="actions">
        {filtered && (
          <button type="button" onClick={() => go({ ...address, filters: noFilters })}>
            Clear the filters
          </button>
        )}
        {windowed && (
          <button type="button" onClick={() => go(rest)}>
            Show the whole time span
          </button>
        )}
      </p>
    </div>
  );
}
