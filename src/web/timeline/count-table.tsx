import { useState } from 'preact/hooks';
import { boundSpan, type Span } from '../time/bounds.ts';
import { numberWords, rangeWords } from '../time/words.ts';
import type { Bucket } from './bars.tsx';

/** The bars of a view as a table: for who reads, and for who has no mouse to zoom in with. */
export function CountTable({
  buckets,
  onView,
}: {
  buckets: readonly Bucket[];
  onView: (view: Span) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <details class="undrawn" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>These counts as a table</summary>
      {open && (
        <table class="counts">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Possibly</th>
              <th scope="col">Certainly</th>
            </tr>
          </thead>
          <tbody>
            {buckets
              .filter(({ possible }) => possible > 0)
              .map((bucket) => (
                <tr key={bucket.start}>
                  <th scope="row">
                    <button type="button" class="quiet" onClick={() => onView(spanOfBucket(bucket))}>
                      {rangeWords(bucket.start, bucket.end)}
                    </button>
                  </th>
                  <td>{numberWords(bucket.possible)}</td>
                  <td>{numberWords(bucket.underWay)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

const spanOfBucket = ({ start, end }: Bucket): Span => ({
  start: boundSpan(start)?.start ?? 0,
  end: boundSpan(end)?.end ?? 0,
});
