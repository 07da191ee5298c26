import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Text } from '../parts/text.tsx';
import { addressNow } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { findAll, type Group, type Kind, kinds } from './find.ts';
import { FoundText } from './found.tsx';
import { groupNames } from './names.ts';

const shownOfEach = 8;
const mostOfOne = 200;
const mostDisputes = 40;

/** The page of search results by kind. With `only`, it shows one kind. */
export function SearchPage({ id: words, only: given }: { id: string; only?: string }) {
  const only = kinds.find((kind) => kind === given);
  const { datasetId } = addressNow().filters;
  // Each dispute is fetched for its name.
  const limit = only === undefined ? shownOfEach : only === 'dispute' ? mostDisputes : mostOfOne;
  const resource = useResource(['found', words, { datasetId, only }, limit], (signal) =>
    findAll({ words, datasetId, only }, limit, signal),
  );
  return (
    <article class="record search-page">
      <header>
        <p class="kind">search</p>
        <h2 dir="auto">“{words}”</h2>
        {only !== undefined && (
          <p>
            <RecordLink kind="search" id={words}>
              All kinds
            </RecordLink>
          </p>
        )}
      </header>
      <RecordState resource={resource} kind="search" title={() => `“${words}”`}>
        {(groups) =>
          groups.length === 0 ? (
            <p>Nothing has all these words. Fewer words, or only the beginning of the last one, find more.</p>
          ) : (
            groups.map((group) => <Results key={group.kind} words={words} only={only} {...group} />)
          )
        }
      </RecordState>
    </article>
  );
}

function Results({
  kind,
  found,
  count,
  more,
  words,
  only,
}: Group & { words: string; only: Kind | undefined }) {
  return (
    <section class="results">
      <h3>
        {groupNames[kind]} <small>{count}</small>
      </h3>
      <ul>
        {found.map((each) => (
          <li key={each.open.id}>
            <RecordLink {...each.open}>
              <FoundText {...each} />
            </RecordLink>
          </li>
        ))}
      </ul>
      {more && only === undefined && (
        <p>
          <RecordLink kind="search" id={words} only={kind}>
            More {groupNames[kind].toLowerCase()}
          </RecordLink>
        </p>
      )}
      {more && only !== undefined && (
        <p class="why">
          The best {found.length} are listed. <Text>Another word finds fewer.</Text>
        </p>
      )}
    </section>
  );
}
