import { Subtype } from '../parts/subtype.tsx';
import { Text } from '../parts/text.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import type { Address, FlagName, ListName, TextName } from '../state/address.ts';
import { filterCount, flags, lists, noFilters, without } from '../state/address.ts';
import { useResource } from '../state/resource.ts';
import { countryWords, termWords } from '../time/words.ts';
import { areaWords } from './box.ts';
import { nameOf } from './find.ts';

/** The active filters. Each is a link that removes it. */
export function Chips({ address }: { address: Address }) {
  const { filters } = address;
  if (filterCount(address) === 0) return null;
  const off = (name: FlagName | TextName | ListName, value?: string) =>
    without(address, [value === undefined ? { parameter: name } : { parameter: name, value }]);
  return (
    <ul class="chips" aria-label="Filters that are on">
      {filters.q !== undefined && (
        <Chip to={off('q')}>
          <Text>“{filters.q}”</Text>
        </Chip>
      )}
      {flags.flatMap((name) =>
        filters[name] === undefined
          ? []
          : [
              <Chip key={name} to={off(name)}>
                {filters[name] ? termWords(name) : `not ${termWords(name)}`}
              </Chip>,
            ],
      )}
      {filters.bbox !== undefined && <Chip to={off('bbox')}>{areaWords(filters.bbox)}</Chip>}
      {lists.flatMap((name) =>
        filters[name].map((value) => (
          <Chip key={`${name} ${value}`} to={off(name, value)}>
            <Value name={name} value={value} />
          </Chip>
        )),
      )}
      <li>
        <ViewLink to={{ ...address, filters: noFilters }}>Clear all</ViewLink>
      </li>
    </ul>
  );
}

function Chip({ children, to }: { children: preact.ComponentChildren; to: Address }) {
  return (
    <li>
      <ViewLink class="chip" to={to}>
        <span class="visually-hidden">Remove the filter </span>
        <span class="value">{children}</span>
        <span aria-hidden="true">✕</span>
      </ViewLink>
    </li>
  );
}

function Value({ name, value }: { name: ListName; value: string }) {
  const named = useResource(['name', name, value], (signal) => nameOf(name, value, signal));
  if (name === 'type' || name === 'role') return <>{termWords(value)}</>;
  if (name === 'subtype') return <Subtype id={value} />;
  if (name === 'countryCode') return <>{countryWords(value)}</>;
  if (name === 'tag') return <Text>#{value}</Text>;
  return <Text>{named.value ?? value}</Text>;
}
