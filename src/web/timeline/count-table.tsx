import { useState } from 'preact/hooks';
import { ViewLink } from '../parts/view-link.tsx';
import type { Address } from '../state/address.ts';
import { windowText } from '../time/bounds.ts';
import { numberWords, rangeWords } from '../time/words.ts';
import { type Bucket, spanOfBucket } from './bars.tsx';

type Props = { buckets: readonly Bucket[]; address: Address };

/** The bars of a view as a table whose periods are links, for screen readers and for people without a mouse. */
export function CountTable({ buckets, address }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <details class="undrawn" onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>These counts as a table</summary>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Possibly</th>
            <th scope="col">Certainly</th>
          </tr>
        </thead>
        <tbody>{opened && <Rows buckets={buckets} address={address} />}</tbody>
      </table>
    </details>
  );
}

const Rows = ({ buckets, address }: Props) =>
  buckets
    .filter(({ possible }) => possible > 0)
    .map((bucket) => (
      <tr key={bucket.start}>
        <th scope="row">
          <ViewLink to={{ ...address, ...windowText(spanOfBucket(bucket)) }}>
            {rangeWords(bucket.start, bucket.end)}
          </ViewLink>
        </th>
        <td>{numberWords(bucket.possible)}</td>
        <td>{numberWords(bucket.underWay)}</td>
      </tr>
    ));
