import { HiddenParameters } from '../parts/hidden-parameters.tsx';
import type { Address } from '../state/address.ts';

/** The filters that can be typed, as a form that works without scripts. It keeps the other filters. */
export function PlainForm({ address }: { address: Address }) {
  const { from: _from, to: _to, filters, ...rest } = address;
  const { q: _q, contested: _contested, ...others } = filters;
  return (
    <form class="plain-form" action="./">
      <label>
        Words
        <input type="search" name="q" value={filters.q} />
      </label>
      <label>
        From
        <input name="from" value={address.from} placeholder="2024-02" />
      </label>
      <label>
        To
        <input name="to" value={address.to} placeholder="2024-03-28" />
      </label>
      <label class="toggle">
        <input type="checkbox" name="contested" value="true" checked={filters.contested === true} />
        <span>⇄ Contested only</span>
      </label>
      <HiddenParameters address={{ ...rest, filters: others, open: null }} />
      <button type="submit">Show</button>
    </form>
  );
}
