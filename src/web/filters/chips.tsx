import { Subtype } from '../parts/subtype.tsx';
import type { Address, FlagName, ListName, TextName } from '../state/address.ts';
import { filterCount, flags, lists, noFilters } from '../state/address.ts';
import { addressNow, go, setFilters } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { countryWords, termWords } from '../time/words.ts';
import { areaWords } from './box.ts';
import { nameOf } from './find.ts';

/** The filters that are on, each with a way to take it off. */
export function Chips({ address }: { address: Address }) {
  const { filters } = address;
  if (filterCount(address) === 0) return null;
  const without = (name: ListName, value: string) =>
    setFilters({ [name]: filters[name].filter((each) => each !== value) });
  const clear = (name: FlagName | TextName) => setFilters({ [name]: undefined });
  return (
    <ul class="chips" aria-label="Filters that are on">
      {filters.q !== undefined && <Chip onRemove={() => clear('q')}>“{filters.q}”</Chip>}
      {flags.flatMap((name) =>
        filters[name] === undefined
          ? []
          : [
              <Chip key={name} onRemove={() => clear(name)}>
                {filters[name] ? termWords(name) : `not ${termWords(name)}`}
              </Chip>,
            ],
      )}
      {filters.bbox !== undefined && <Chip onRemove={() => clear('bbox')}>{areaWords(filters.bbox)}</Chip>}
      {lists.flatMap((name) =>
        filters[name].map((value) => (
          <Chip key={`${name} ${value}`} onRemove={() => without(name, value)}>
            <Value name={name} value={value} />
          </Chip>
        )),
      )}
      <li>
        <button type="button" class="quiet" onClick={() => go({ ...addressNow(), filters: noFilters })}>
          Clear all
        </button>
      </li>
    </ul>
  );
}

function Chip({ children, onRemove }: { children: preact.ComponentChildren; onRemove: () => void }) {
  return (
    <li>
      <button type="button" class="chip" onClick={onRemove}>
        <span class="visually-hidden">Remove the filter </span>
        {children}
        <span aria-hidden="true"> ✕</span>
      </button>
    </li>
  );
}

function Value({ name, value }: { name: ListName; value: string }) {
  const named = useResource(`${name} ${value}`, (signal) => nameOf(name, value, signal));
  if (name === 'type' || name === 'role') return <>{termWords(value)}</>;
  if (name === 'subtype') return <Subtype id={value} />;
  if (name === 'countryCode') return <>{countryWords(value)}</>;
  if (name === 'tag') return <>#{value}</>;
  return <>{named.value ?? value}</>;
}
