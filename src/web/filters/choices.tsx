import { Subtype } from '../parts/subtype.tsx';
import { Text } from '../parts/text.tsx';
import type { Address, ListName } from '../state/address.ts';
import { eventQuery } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { setFilters } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { countryWords, numberWords, termWords } from '../time/words.ts';

/** Filters by value, each with the number of events that it would leave. */

const facets = [
  ['type', 'Type', termWords],
  ['subtype', 'Subtype', (id: string) => <Subtype id={id} many />],
  ['countryCode', 'Country', countryWords],
  ['tag', 'Keyword', (tag: string) => <Text>#{tag}</Text>],
  ['datasetId', 'Dataset', (id: string) => id],
] as const;

export function Choices({ address }: { address: Address }) {
  const query = eventQuery(address);
  const { value, failure } = useResource(
    ['choices', query],
    (signal) => claimline.listEvents({ ...query, limit: 1, facet: facets.map(([name]) => name), signal }),
    { keep: true },
  );
  if (failure !== undefined) return <p class="wrong">{failure.detail}</p>;
  return (
    <>
      {facets.map(([name, legend, words]) => {
        const values = value?.facets?.[name]?.values ?? [];
        const chosen = address.filters[name].filter((id) => !values.some((each) => each.value === id));
        const shown = [...values, ...chosen.map((id) => ({ value: id, count: 0 }))];
        if (shown.length === 0 || (name === 'datasetId' && shown.length === 1 && chosen.length === 0))
          return null;
        return (
          <Facet key={name} name={name} legend={legend} words={words} values={shown} address={address} />
        );
      })}
    </>
  );
}

type FacetProps = {
  name: ListName;
  legend: string;
  words: (value: string) => preact.ComponentChildren;
  values: readonly { value: string; count: number }[];
  address: Address;
};

function Facet({ name, legend, words, values, address }: FacetProps) {
  const chosen = address.filters[name];
  return (
    <fieldset class="facet">
      <legend>{legend}</legend>
      {values.map(({ value, count }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) =>
              setFilters({
                [name]: currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value),
              })
            }
          />
          <span>{words(value)}</span>
          <small>{numberWords(count)}</small>
        </label>
      ))}
    </fieldset>
  );
}
