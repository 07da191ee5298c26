import { useId, useRef } from 'preact/hooks';
import { HiddenParameters } from '../parts/hidden-parameters.tsx';
import type { Address } from '../state/address.ts';
import { Options } from './options.tsx';
import { useSearch, useSlash } from './use-search.ts';

/**
 * The search field, which shows results of all kinds while one types (the combobox pattern of the ARIA Authoring
 * Practices, with grouped options). Without scripts it is a form that leads to the page of results.
 */
export function SearchBox({ address }: { address: Address }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useSlash(input);
  const search = useSearch(address);
  const { words, groups, listed, active, choose } = search;
  return (
    <search class="search">
      <form
        action="./"
        onSubmit={(event) => {
          event.preventDefault();
          search.submit();
        }}
      >
        <HiddenParameters address={{ ...address, open: null }} />
        <label class="visually-hidden" for={id}>
          Search events, disputes, actors, claims and sources
        </label>
        <input
          ref={input}
          id={id}
          name="search"
          role="combobox"
          aria-expanded={listed}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={listed && active >= 0 ? `${id}-${active}` : undefined}
          aria-keyshortcuts="/"
          placeholder="Search everything"
          enterKeyHint="search"
          autocomplete="off"
          dir="auto"
          maxLength={200}
          value={search.typed}
          onInput={({ currentTarget }) => search.onInput(currentTarget.value)}
          onBlur={search.close}
          onKeyDown={search.onKeyDown}
        />
        <noscript>
          <button type="submit">Search</button>
        </noscript>
      </form>
      <Options id={id} groups={groups} listed={listed} active={active} words={words} choose={choose} />
      <p class="said" role="status">
        {search.nothing && <span>Nothing has all these words.</span>}
        {search.failure !== undefined && <span class="wrong">{search.failure.detail}</span>}
      </p>
    </search>
  );
}
