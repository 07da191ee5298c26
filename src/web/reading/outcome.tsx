import { useState } from 'preact/hooks';
import { askServer, type Checked, checkMore } from '../evidence/checked.ts';
import { useAction } from '../parts/action.ts';
import type { LocatorState } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { Note } from './note.tsx';

/** The result of the check: passages that the copy lacks, claims that are not loaded yet, and the server's own check. */

type Props = { checked: Checked };

/** Sends the text to the server, the only way in which it leaves the browser. */
export function OnServer({ checked }: Props) {
  const ask = useAction(() => askServer(checked.source.id));
  const { serverDiffers, verification } = checked;
  const passages = verification.locators.length;
  return (
    <p class="why" role="status">
      {serverDiffers === undefined ? (
        <>
          Your browser has looked for the passages. The server can check that:{' '}
          <button type="button" class="quiet" disabled={ask.busy} onClick={ask.run}>
            {ask.busy ? 'Checking…' : 'Send this text to the server'}
          </button>
        </>
      ) : serverDiffers === 0 ? (
        `The server has checked ${countWords(passages, 'passage')} and finds the same as your browser.`
      ) : (
        `The server has checked ${countWords(passages, 'passage')}, and finds ${numberWords(serverDiffers)} in another state than your browser did. Its answer is shown.`
      )}
      {ask.wrong !== undefined && <span class="wrong"> {ask.wrong}</span>}
    </p>
  );
}

export function LoadMore({ checked }: Props) {
  const load = useAction(() => checkMore(checked.source.id));
  const { claims, total, cursor } = checked.resting;
  if (cursor === null) return null;
  return (
    <p class="why" role="status">
      {numberWords(claims.size)} of {countWords(total, 'claim')} are loaded
      {checked.serverDiffers === undefined && ', and only their passages are marked'}.{' '}
      <button type="button" class="quiet" disabled={load.busy} onClick={load.run}>
        {load.busy ? 'Loading…' : 'Load more claims'}
      </button>
      {load.wrong !== undefined && <span class="wrong"> {load.wrong}</span>}
    </p>
  );
}

const lackingAtOnce = 20;

export function NotFound({ checked, goTo }: Props & { goTo: (start: number) => void }) {
  const [most, setMost] = useState(lackingAtOnce);
  const lacking = checked.verification.locators.filter(({ found }) => found === null);
  if (lacking.length === 0) return null;
  return (
    <div class="lacking">
      <h4>{countWords(lacking.length, 'passage')} not found in this copy</h4>
      <ul>
        {lacking.slice(0, most).map((locator) => (
          <li key={`${locator.claimId} ${locator.position}`}>
            <Note locator={locator} checked={checked} />
            <Candidates locator={locator} goTo={goTo} />
          </li>
        ))}
      </ul>
      {lacking.length > most && (
        <button type="button" class="quiet" onClick={() => setMost(most + lackingAtOnce)}>
          {numberWords(lacking.length - most)} more
        </button>
      )}
    </div>
  );
}

/** The places of an ambiguous passage: buttons that go there. */
function Candidates({
  locator: { candidates },
  goTo,
}: {
  locator: LocatorState;
  goTo: (at: number) => void;
}) {
  if (candidates.length === 0) return null;
  return (
    <p class="candidates">
      {candidates.length === 1
        ? 'Its words stand elsewhere, and nothing tells that they are this passage: character '
        : `Its words stand at ${countWords(candidates.length, 'place')}, and nothing tells which one is meant: characters `}
      {candidates.map(({ start }) => (
        <button key={start} type="button" class="quiet" onClick={() => goTo(start)}>
          {numberWords(start)}
        </button>
      ))}
    </p>
  );
}
