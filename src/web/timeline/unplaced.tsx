import { useState } from 'preact/hooks';
import { Failed } from '../parts/states.tsx';
import { type Address, filterQuery } from '../state/address.ts';
import { countWords } from '../time/words.ts';
import { useListed } from './data.ts';
import { Rows, useLength } from './event-list.tsx';

type Props = { address: Address; count: number; selected: string | null };

/** Events of unknown time, which the drawing cannot show, as a folded list. */
export function Unplaced({ address, count, selected }: Props) {
  const query = { ...filterQuery(address), hasTime: false };
  const { length, more } = useLength(query);
  const [opened, setOpened] = useState(false);
  const { value, failure, retry } = useListed(opened ? query : undefined, length);
  return (
    <details class="undrawn" id="unplaced" onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>{countWords(count, 'event')} of unknown time</summary>
      <p class="why">Of their time nothing is known. They may lie in every view, and are drawn in none.</p>
      {failure !== undefined && <Failed failure={failure} retry={retry} />}
      {value?.query === JSON.stringify(query) && (
        <Rows events={value.events} total={count} selected={selected} more={more} />
      )}
    </details>
  );
}
