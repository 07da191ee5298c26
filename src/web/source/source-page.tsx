import { ClaimCard } from '../event/claim-card.tsx';
import { DropZone } from '../evidence/check-evidence.tsx';
import { ExternalIds } from '../parts/external-ids.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { RecordState } from '../parts/record-state.tsx';
import { Reading } from '../reading/reading.tsx';
import { Cite } from '../share/cite.tsx';
import { citedSource } from '../share/cited.ts';
import { claimline } from '../state/api.ts';
import { addressNow, setFilters } from '../state/navigation.ts';
import { collect, contextOf } from '../state/records.ts';
import { useResource } from '../state/resource.ts';
import type { Actor, Source } from '../state/schemas.ts';
import { countWords, momentWords, numberWords, termWords, timeWords } from '../time/words.ts';
import { sourceTitle } from './source-title.ts';

/** The page of a source: facts about the document, the reader's own copy, and the claims that cite it. */

const most = 400;

export function SourcePage({ id }: { id: string }) {
  const resource = useResource(id, async (signal) => {
    const source = await claimline.getSource(id, { signal });
    return { source, ...(await supported(id, signal)) };
  });
  return (
    <RecordState resource={resource} kind="source" title={({ source }) => sourceTitle(source)}>
      {({ source, claims, actors, whole }) => (
        <article class="record">
          <header>
            <p class="kind">{termWords(source.type)}</p>
            <h2 lang={source.lang ?? undefined}>{sourceTitle(source)}</h2>
          </header>
          <Facts
            source={source}
            publisher={source.publisherId === null ? undefined : actors.get(source.publisherId)}
          />
          <OwnCopy source={source} />
          <section class="claims" aria-labelledby="supports-heading">
            <h3 id="supports-heading">What it supports</h3>
            <p class="why">
              {countWords(claims.length, 'claim')}
              {!whole && ', the first ones'}, in order of when they were made
            </p>
            <div class="claim-columns">
              {claims.map((claim) => (
                <ClaimCard
                  key={claim.id}
                  claim={claim}
                  actors={actors}
                  sources={new Map([[source.id, source]])}
                />
              ))}
            </div>
          </section>
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
          marked in it, and words that you select can be copied as evidence. The text stays in your browser.
        </p>
        <DropZone source={source} />
      </section>
      <Reading sourceId={source.id} />
    </>
  );
}

async function supported(id: string, signal: AbortSignal) {
  const pages = claimline.pages.listSourceClaims(id, { include: ['actors'], limit: 200, signal });
  const { records, included, whole } = await collect(pages, most);
  return { claims: records, actors: contextOf(...included).actors, whole };
}

function Facts({ source, publisher }: { source: Source; publisher: Actor | undefined }) {
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
              {sourceId}
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

/** Makes links only of web addresses, since a dataset may have been written by anybody. */
function OuterLink({ url }: { url: string }) {
  if (!/^https?:\/\//i.test(url)) return <>{url}</>;
  return (
    <a href={url} rel="noreferrer noopener external">
      {url}
    </a>
  );
}
