import { Copy } from '../parts/copy.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Text } from '../parts/text.tsx';
import { addressPath, type Open } from '../state/address.ts';
import { serverUrl } from '../state/api.ts';
import { addressNow, usePlace } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import type { Actor } from '../state/schemas.ts';
import { numberWords } from '../time/words.ts';
import { Choose } from './choose.tsx';
import { type Compared, comparisonOf, type Scope } from './parties-data.ts';
import { DisputesTable, RowsTable } from './parties-table.tsx';

/** The page that compares parties: agreed, disputed between them, said by only one, and who is silent. */

const mostParties = 3;

export function PartiesPage({ id, event }: Open) {
  const ids = [...new Set(id.split(',').filter((each) => each !== ''))].slice(0, mostParties);
  const { datasetId } = usePlace().address.filters;
  return <Parties ids={ids} scope={{ ...(event === undefined ? {} : { eventId: event }), datasetId }} />;
}

export function Parties({ ids, scope }: { ids: readonly string[]; scope: Scope }) {
  const resource = useResource(['comparison', ids, scope], (signal) => comparisonOf(ids, scope, signal));
  return (
    <RecordState
      resource={resource}
      kind="comparison"
      title={({ parties }) => parties.map(({ name }) => name).join(' · ')}
    >
      {(compared) => <Loaded compared={compared} scope={scope} />}
    </RecordState>
  );
}

function Loaded({ compared, scope }: { compared: Compared; scope: Scope }) {
  const { parties, event, comparison, context, datasets, whole } = compared;
  const { disputed, agreed, only, open } = comparison;
  const table = { parties, context, here: event?.id };
  return (
    <article class="record parties-page">
      <header>
        <p class="kind">parties compared</p>
        <h2 dir="auto">
          {parties.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && <span class="and"> and </span>}
              <Text>{name}</Text>
            </span>
          ))}
        </h2>
        <p class="why">
          {event === undefined ? (
            scope.datasetId.length > 0 ? (
              'On all that they say in this dataset'
            ) : (
              'On all that they say'
            )
          ) : (
            <>
              About{' '}
              <RecordLink kind="event" id={event.id}>
                {event.title}
              </RecordLink>
            </>
          )}
          {!whole && `. They say very much: what most claims are about is compared`}
        </p>
        <Summary compared={compared} />
      </header>
      <Choose parties={parties} scope={scope} most={mostParties} />
      {disputed.length > 0 && <DisputesTable {...table} caption="Disputed between them" rows={disputed} />}
      {agreed.length > 0 && <RowsTable {...table} caption="Agreed" rows={agreed} />}
      {parties.map(
        ({ id, name }, index) =>
          (only[index]?.length ?? 0) > 0 && (
            <RowsTable key={id} {...table} caption={`Only ${name} takes a side`} rows={only[index] ?? []} />
          ),
      )}
      {open.length > 0 && <RowsTable {...table} caption="Left open or taken back" rows={open} />}
      <footer>
        <Copy label="Copy link" text={address} />
        <a href={`v1/positions?${positionsQuery(parties, scope)}`}>JSON</a>
        <span class="on-paper">
          <Text>{datasets.join('; ')}</Text>. {address()} (accessed {new Date().toISOString().slice(0, 10)})
        </span>
      </footer>
    </article>
  );
}

/** Returns the full address of the page, for sharing. */
const address = (): string => new URL(addressPath(addressNow()), `${serverUrl}/`).href;

function positionsQuery(parties: readonly Actor[], { eventId, datasetId }: Scope): string {
  return new URLSearchParams([
    ...parties.map(({ id }) => ['party', id]),
    ...(eventId === undefined ? [] : [['eventId', eventId]]),
    ...datasetId.map((id) => ['datasetId', id]),
  ]).toString();
}

function Summary({ compared: { parties, comparison } }: { compared: Compared }) {
  const { disputed, agreed, only, open } = comparison;
  const figures: [number, string][] = [
    [disputed.length, 'disputed between them'],
    [agreed.length, 'agreed'],
    ...parties.map(({ name }, index): [number, string] => [only[index]?.length ?? 0, `only ${name}`]),
  ];
  if (figures.every(([count]) => count === 0) && open.length === 0) {
    return <p>None of them says anything here.</p>;
  }
  return (
    <ul class="figures">
      {figures.map(([count, words]) => (
        <li key={words}>
          <strong>{numberWords(count)}</strong> <Text>{words}</Text>
        </li>
      ))}
    </ul>
  );
}
