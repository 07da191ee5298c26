import { useRef, useState } from 'preact/hooks';
import { Copy } from '../parts/copy.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { TextBlock, Title } from '../parts/text.tsx';
import { download } from '../share/save-drawing.ts';
import { claimline, failureOf } from '../state/api.ts';
import { setFilters } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import type { Dataset } from '../state/schemas.ts';
import { momentWords, numberWords, rangeWords } from '../time/words.ts';
import { CompareParties } from './compare-parties.tsx';
import { Declared } from './declared.tsx';

const kinds = ['events', 'claims', 'actors', 'sources'] as const;

/** The page of a dataset: its size, time span, licence, origin, terms and downloads. */
export function DatasetPage({ id }: { id: string }) {
  const resource = useResource(['dataset', id], (signal) => claimline.getDataset(id, { signal }));
  return (
    <RecordState
      resource={resource}
      kind="dataset"
      title={({ title }) => title}
      about={({ description }) => description}
    >
      {(dataset) => (
        <article class="record">
          <header>
            <p class="kind">dataset</p>
            <Title lang={dataset.lang}>{dataset.title}</Title>
          </header>
          <ul class="figures">
            {kinds.map((kind) => (
              <li key={kind}>
                <strong>{numberWords(dataset.counts[kind])}</strong> {kind}
              </li>
            ))}
          </ul>
          <dl class="facts">
            <dt>Span</dt>
            <dd>{rangeWords(dataset.earliest, dataset.latest)}</dd>
            <dt>Licence</dt>
            <dd>{dataset.licence}</dd>
            {dataset.origin !== null && (
              <>
                <dt>Origin</dt>
                <dd>
                  <TextBlock lang={dataset.lang}>{dataset.origin}</TextBlock>
                </dd>
              </>
            )}
            {dataset.description !== null && (
              <>
                <dt>About</dt>
                <dd>
                  <TextBlock lang={dataset.lang}>{dataset.description}</TextBlock>
                </dd>
              </>
            )}
          </dl>
          <Declared dataset={dataset} />
          <CompareParties datasetId={id} />
          <Downloads dataset={dataset} />
          <footer>
            <button type="button" class="quiet" onClick={() => setFilters({ datasetId: [id] })}>
              Only this dataset on the timeline
            </button>
            <a href={`v1/datasets/${id}`}>JSON</a>
            <span>
              version {dataset.version}, {momentWords(dataset.updatedAt)}
            </span>
          </footer>
        </article>
      )}
    </RecordState>
  );
}

type Kind = (typeof kinds)[number];
/** Most records that a browser saves in one file. The command line has no such limit, because it streams. */
const mostRecords = 50_000;

function pagesOf(kind: Kind, id: string, signal: AbortSignal) {
  const query = { datasetId: [id], limit: 200, signal };
  const { pages } = claimline;
  const lists = {
    events: () => pages.listEvents(query),
    claims: () => pages.listClaims(query),
    actors: () => pages.listActors(query),
    sources: () => pages.listSources(query),
  };
  return lists[kind]() as AsyncGenerator<{ data: object[] }>;
}

function Downloads({ dataset }: { dataset: Dataset }) {
  const [said, setSaid] = useState('');
  const running = useRef<AbortController | undefined>(undefined);
  const command = `npx claimline export --dataset ${dataset.id} --out ${dataset.id}.json`;
  const get = async (kind: Kind) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const lines: string[] = [];
    try {
      for await (const { data } of pagesOf(kind, dataset.id, controller.signal)) {
        for (const record of data) lines.push(`${JSON.stringify(record)}\n`);
        setSaid(`${numberWords(lines.length)} ${kind} so far…`);
      }
      download(new Blob(lines, { type: 'application/x-ndjson' }), `${dataset.id}-${kind}.ndjson`);
      setSaid(`${numberWords(lines.length)} ${kind} saved.`);
    } catch (error) {
      if (!controller.signal.aborted) setSaid(failureOf(error).detail);
    }
  };
  return (
    <section aria-labelledby="downloads-heading">
      <h3 id="downloads-heading">Downloads</h3>
      <p class="actions">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            disabled={dataset.counts[kind] > mostRecords}
            onClick={() => void get(kind)}
          >
            {kind[0]?.toUpperCase()}
            {kind.slice(1)}
          </button>
        ))}
        <span role="status">{said}</span>
      </p>
      <p class="why">
        As the API serves them, one JSON record a line
        {Object.values(dataset.counts).some((count) => count > mostRecords) &&
          `; of what has more than ${numberWords(mostRecords)} records, the command makes a file`}
        . Whoever runs the server can make a file that imports the same records:
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{command}</pre>
      <Copy text={() => command} label="Copy the command" />
    </section>
  );
}
