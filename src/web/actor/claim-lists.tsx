import { useState } from 'preact/hooks';
import { GrowingList, typingMs, useSearch } from '../parts/more.tsx';
import { usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { ShownClaims } from '../parts/shown-claims.tsx';
import { Text } from '../parts/text.tsx';
import { claimline } from '../state/api.ts';
import type { Claim } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';

/** The claims of an actor and the claims about it, with a search field, fetched page by page. */

const pageSize = 20;

export function Says({ actorId }: { actorId: string }) {
  const [affiliates, setAffiliates] = useState(false);
  const { words, field } = useSearch('Search what this actor says');
  const list = usePages(
    `${actorId} says ${affiliates} ${words}`,
    (cursor, signal) =>
      claimline.listActorClaims(actorId, {
        ...(words === '' ? {} : { q: words }),
        ...(affiliates ? { includeAffiliates: true } : {}),
        ...cursor,
        ...asked,
        signal,
      }),
    { delayMs: words === '' ? 0 : typingMs },
  );
  return (
    <section class="claim-list" aria-labelledby="says-heading">
      <h3 id="says-heading">Says</h3>
      <div class="list-tools">
        {field}
        <label class="check-affiliates">
          <input
            type="checkbox"
            checked={affiliates}
            onChange={({ currentTarget }) => setAffiliates(currentTarget.checked)}
          />{' '}
          with affiliates
        </label>
      </div>
      <GrowingList
        list={list}
        all={`v1/actors/${actorId}/claims`}
        none={
          words === ''
            ? 'No claim of this actor is recorded.'
            : `Nothing that this actor says has “${words}” in it.`
        }
      >
        {(pages) => <ClaimRows pages={pages} speakers={affiliates} />}
      </GrowingList>
    </section>
  );
}

export function IsSaidOf({ actorId }: { actorId: string }) {
  const { words, field } = useSearch('Search what is said of this actor');
  const list = usePages(
    `${actorId} said of ${words}`,
    (cursor, signal) =>
      claimline.listClaims({
        aboutActorId: [actorId],
        ...(words === '' ? {} : { q: words }),
        ...cursor,
        ...asked,
        signal,
      }),
    { delayMs: words === '' ? 0 : typingMs },
  );
  return (
    <section class="claim-list" aria-labelledby="said-of-heading">
      <h3 id="said-of-heading">Said of this actor</h3>
      <div class="list-tools">{field}</div>
      <GrowingList
        list={list}
        all={`v1/claims?aboutActorId=${actorId}`}
        none={
          words === ''
            ? 'No claim about this actor is recorded.'
            : `Nothing that is said of this actor has “${words}” in it.`
        }
      >
        {(pages) => <ClaimRows pages={pages} speakers />}
      </GrowingList>
    </section>
  );
}

const asked = { include: ['actors' as const], count: 'estimate' as const, limit: pageSize };

type ClaimsPage = Awaited<ReturnType<typeof claimline.listClaims>>;

/** @param speakers whether each row names who speaks */
function ClaimRows({ pages, speakers }: { pages: readonly ClaimsPage[]; speakers: boolean }) {
  return (
    <>
      <ShownClaims pages={pages} />
      <ul class="claim-rows">
        {pages.flatMap(({ data, included }) =>
          data.map((claim) => (
            <li key={claim.id}>
              <ClaimRow
                claim={claim}
                speaker={
                  speakers ? (included?.actors?.[claim.claimantId]?.name ?? claim.claimantId) : undefined
                }
              />
            </li>
          )),
        )}
      </ul>
    </>
  );
}

function ClaimRow({ claim, speaker }: { claim: Claim; speaker: string | undefined }) {
  const { id, statement, act, madeAt, withdrawn, contested } = claim;
  return (
    <>
      <p class="statement" dir="auto">
        <RecordLink kind="claim" id={id}>
          {withdrawn ? <s>{statement}</s> : statement}
        </RecordLink>
      </p>
      <p class="about">
        {speaker !== undefined && (
          <>
            <Text>{speaker}</Text>{' '}
          </>
        )}
        {termWords(act)}
        {madeAt !== null && `, ${timeWords(madeAt)}`}
        {withdrawn && <span class="tag">taken back</span>}
        {contested && <span class="tag contested">⇄ contested</span>}
      </p>
    </>
  );
}
