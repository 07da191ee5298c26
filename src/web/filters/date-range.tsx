import { useState } from 'preact/hooks';
import type { Address } from '../state/address.ts';
import { claimline, failureOf } from '../state/api.ts';
import { addressNow, go } from '../state/navigation.ts';
import { useFieldsOf } from './fields.ts';

const ends = ['from', 'to'] as const;

/** Fields for the window of time. The API reads the dates and says what is wrong with them. */
export function DateRange({ address }: { address: Address }) {
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const fields = useFieldsOf(address, ends);
  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [from, to] = ends.map((name) => String(form.get(name) ?? '').trim());
    try {
      for (const edtf of [from, to]) if (edtf) await claimline.explainTime({ edtf });
      setWrong(undefined);
      const { from: _from, to: _to, ...rest } = addressNow();
      go({ ...rest, ...(from ? { from } : {}), ...(to ? { to } : {}) });
    } catch (error) {
      setWrong(failureOf(error).detail);
    }
  };
  return (
    <form class="dates" onSubmit={apply} ref={fields}>
      <label>
        From
        <input name="from" placeholder="2024-02" autocomplete="off" aria-describedby="dates-help" />
      </label>
      <label>
        To
        <input name="to" placeholder="2024-03-28" autocomplete="off" aria-describedby="dates-help" />
      </label>
      <button type="submit">Go</button>
      <small
        id="dates-help"
        role={wrong === undefined ? undefined : 'alert'}
        class={wrong === undefined ? undefined : 'wrong'}
      >
        {wrong ?? 'A year, a month, a day or a moment, such as 2024-03-28T14:00Z.'}
      </small>
    </form>
  );
}
