import { Withdrawals } from '../dispute/withdrawals.tsx';
import { ClaimCard } from '../event/claim-card.tsx';
import { DropZone } from '../evidence/check-evidence.tsx';
import { ExternalIds } from '../parts/external-ids.tsx';
import { GrowingList } from '../parts/more.tsx';
import { usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { ShownClaims } from '../parts/shown-claims.tsx';
import { Title } from '../parts/text.tsx';
import { Reading } from '../reading/reading.tsx';
import { Cite } from '../share/cite.tsx';
import { citedSource } from '../share/cited.ts';
import { claimline } from '../state/api.ts';
import { addressNow, setFilters } from '../state/navigation.ts';
import { contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import type { Actor, Source } from '../state/schemas.ts';
import { momentWords, numberWords, termWords, timeWords } from '../time/words.ts';
import { sourceTitle } from './source-title.ts';

/** The page of a source: facts about the document, the reader's own copy, and the claims that cite it. */

/** Sources that this one derives from, named by their titles; the others are named by their ids. */
const mostNamed = 8;

export function SourcePage({ id }: { id: string }) {
  const resource = useResource(['source', id], async (signal) => {
    const source = await claimline.getSource(id, { signal });
    const { publisherId, derivedFrom } = source;
    const [publisher, ...origins] = await Promise.all([
      publisherId === null ? undefined : claimline.getActor(publisherId, { signal }),
      ...derivedFrom.slice(0, mostNamed).map(({ sourceId }) => claimline.getSource(sourceId, { signal })),
    ]);
    return { source, publisher, origins };
  });
  return (
    <RecordState resource={resource} kind="source" title={({ source }) => sourceTitle(source)}>
      {({ source, publisher, origins }) => (
        <article class="record">
          <header>
            <p class="kind">{termWords(source.type)}</p>
            <Title lang={source.lang}>{sourceTitle(source)}</Title>
          </header>
          <Facts source={source} publisher={publisher} origins={origins} />
          <OwnCopy source={source} />
          <Supports source={source} />
          <footer>
            <button
              type="button"
              class="quiet"
              onClick={() => setFilters({ sourceId: [...new Set([...addressNow().filters.sourceId, id])] })}
            >
              Only its events on the timeline
            </button>
            <Cite of={`source ${id}`} cited={(signal) => citedSource(source, sourceTitle(source), signal)} />
            <a href={`v1/sources/${id}`}>JSON</a>
            <span>
              version {source.version}, {momentWords(source.updatedAt)}
            </span>
          </footer>
        </article>
      )}
    </RecordState>
  );
}

function OwnCopy({ source }: { source: Source }) {
  return (
    <>
      <section class="check" aria-labelledby="check-heading">
        <h3 id="check-heading">Read my copy</h3>
        <p class="why">
          Sources are not stored here. Give the text as you have it: the passages that claims rest on are
          marked in it, and words that you select can be copied as evidence. The text stays in your browser,
          unless you send it to the server.
        </p>
        <DropZone source={source} />
      </section>
      <Reading sourceId={source.id} />
    </>
  );
}

const pageSize = 40;

/** The claims that rest on a source, in order of time. */
function Supports({ source }: { source: Source }) {
  const list = usePages(`claims of ${source.id}`, (cursor, signal) =>
    claimline.listSourceClaims(source.id, {
      include: ['actors', 'sources'],
      count: 'estimate',
      limit: pageSize,
      ...cursor,
      signal,
    }),
  );
  return (
    <section class="claims" aria-labelledby="supports-heading">
      <h3 id="supports-heading">What it supports</h3>
      <GrowingList
        list={list}
        all={`v1/sources/${source.id}/claims`}
        none="No claim with evidence in this source is recorded."
      >
        {(pages) => (
          <>
            <ShownClaims pages={pages} />
            <div class="claim-columns">
              {pages.map(({ data, included }) => (
                <Withdrawals
                  key={data[0]?.id}
                  claims={data.map((claim) => ({ ...claim, actorId: claim.claimantId }))}
                >
                  {data.map((claim) => (
                    <ClaimCard key={claim.id} claim={claim} {...contextOf(included)} />
                  ))}
                </Withdrawals>
              ))}
            </div>
          </>
        )}
      </GrowingList>
    </section>
  );
}

type FactsProps = { source: Source; publisher: Actor | undefined; origins: readonly Source[] };

function Facts({ source, publisher, origins }: FactsProps) {
  const { publisherId, publishedAt, contentLength, contentSha256, rights, notes, derivedFrom } = source;
  const rows: [string, preact.ComponentChildren][] = [];
  if (source.authors.length > 0) rows.push(['By', source.authors.join(', ')]);
  if (publisherId !== null) {
    rows.push([
      'Publisher',
      <RecordLink key="publisher" kind="actor" id={publisherId}>
        {publisher?.name ?? publisherId}
      </RecordLink>,
    ]);
  }
  if (publishedAt !== null) {
    rows.push([
      'Published',
      <>
        {timeWords(publishedAt)}
        {publishedAt.basisNote !== null && <p class="why">{publishedAt.basisNote}</p>}
      </>,
    ]);
  }
  for (const [term, url] of [
    ['Address', source.url],
    ['Archived copy', source.archivedUrl],
  ] as const) {
    if (url !== null) rows.push([term, <OuterLink key={term} url={url} />]);
  }
  if (derivedFrom.length > 0) {
    rows.push([
      'Derived from',
      <ul key="derived" class="plain">
        {derivedFrom.map(({ kind, sourceId }) => (
          <li key={sourceId}>
            {termWords(kind)} of{' '}
            <RecordLink kind="source" id={sourceId}>
              {titleOf(origins, sourceId)}
            </RecordLink>
          </li>
        ))}
      </ul>,
    ]);
  }
  if (rights !== null) rows.push(['Rights', rights]);
  if (source.quoting) rows.push(['Quoting', 'allowed']);
  if (notes !== null) rows.push(['Notes', notes]);
  if (contentLength !== null) {
    rows.push([
      'Text',
      <>
        {numberWords(contentLength)} characters{' '}
        {contentSha256 !== null && <code title={contentSha256}>SHA-256 {contentSha256.slice(0, 12)}…</code>}
      </>,
    ]);
  }
  return (
    <dl class="facts">
      {rows.flatMap(([term, content]) => [
        <dt key={term}>{term}</dt>,
        <dd key={`${term} text`}>{content}</dd>,
      ])}
      <ExternalIds externalIds={source.externalIds} />
    </dl>
  );
}

const titleOf = (sources: readonly Source[], sourceId: string): string => {
  const source = sources.find(({ id }) => id === sourceId);
  return source === undefined ? sourceId : sourceTitle(source);
};

/** Makes links only of web addresses, since a dataset may have been written by anybody. */
function OuterLink({ url }: { url: string }) {
  if (!/^https?:\/\//i.test(url)) return <>{url}</>;
  return (
    <a href={url} rel="noreferrer noopener external">
      {url}
    </a>
  );
}
