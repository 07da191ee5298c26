import { useRef, useState } from 'preact/hooks';
import { RecordLink } from '../parts/record-link.tsx';
import { Failed } from '../parts/states.tsx';
import { Text } from '../parts/text.tsx';
import { useResource } from '../state/resource.ts';
import type { Actor } from '../state/schemas.ts';
import { countWords, numberWords, termWords } from '../time/words.ts';
import { moreRelatives, type Relatives, relativesOf } from './relations.ts';
import { type Branch, treeOf } from './tree.ts';

/**
 * The relations of an actor: a tree of the actors that it belongs to and that belong to it, and a list of the others.
 */

/** Actors shown under one actor before the rest is folded. */
const shownBelow = 25;

export function Family({ actor }: { actor: Actor }) {
  const [rounds, setRounds] = useState(0);
  const latest = useRef<Relatives>(undefined);
  const { value, failure, retry, waiting } = useResource(
    ['relatives', actor.id, rounds],
    async (signal) => {
      const before = latest.current;
      latest.current =
        before === undefined || rounds === 0
          ? await relativesOf(actor, signal)
          : await moreRelatives(before, actor, signal);
      return latest.current;
    },
    { keep: true },
  );
  if (failure !== undefined) return <Failed failure={failure} retry={retry} />;
  if (value === undefined) return null;
  const { roots, beside } = treeOf(actor, value.known);
  const alone = roots.every((root) => root.actor.id === actor.id && root.below.length === 0);
  if (alone && beside.length === 0 && value.cursor === null) return null;
  return (
    <section aria-labelledby="relations-heading" aria-busy={waiting !== 'no'}>
      <h3 id="relations-heading">Relations</h3>
      {!alone && (
        <ul class="tree">
          {roots.map((root) => (
            <Branches key={root.actor.id} branch={root} here={actor.id} />
          ))}
        </ul>
      )}
      <Beside actor={actor} beside={beside} />
      <LeftOut value={value} busy={waiting !== 'no'} onMore={() => setRounds(rounds + 1)} />
    </section>
  );
}

/** Relations without an order of above and below, each as a sentence: its subject is the actor that states it. */
function Beside({ actor, beside }: { actor: Actor; beside: ReturnType<typeof treeOf>['beside'] }) {
  const [all, setAll] = useState(false);
  if (beside.length === 0) return null;
  const shown = all ? beside : beside.slice(0, shownBelow);
  return (
    <ul class="plain">
      {shown.map(({ actor: other, relation, statedByOther }) => {
        const link = (
          <RecordLink kind="actor" id={other.id}>
            {other.name}
          </RecordLink>
        );
        return (
          <li key={`${relation} ${other.id} ${statedByOther}`}>
            {statedByOther ? link : <Text>{actor.name}</Text>} {termWords(relation)}{' '}
            {statedByOther ? <Text>{actor.name}</Text> : link}
          </li>
        );
      })}
      {shown.length < beside.length && (
        <More count={beside.length - shown.length} onMore={() => setAll(true)} />
      )}
    </ul>
  );
}

function LeftOut({ value, busy, onMore }: { value: Relatives; busy: boolean; onMore: () => void }) {
  const { cursor, looked, total, followed } = value;
  return (
    <>
      {!followed && <p class="why">It belongs to more actors than are shown here.</p>}
      {cursor !== null && (
        <p class="why">
          {numberWords(looked)} of {countWords(total, 'actor')} were searched for relations to this one. Of
          the others, only those are shown that it names, or that made claims on its side.{' '}
          <button type="button" class="quiet" disabled={busy} onClick={onMore}>
            {busy ? 'Looking…' : 'Look further'}
          </button>
        </p>
      )}
    </>
  );
}

/** An actor with the actors below it. Its relation stands between its own name and that of `above`. */
function Branches({ branch, here, above }: { branch: Branch; here: string; above?: Actor }) {
  const [all, setAll] = useState(false);
  const { actor, relation, below } = branch;
  const shown = all ? below : below.slice(0, shownBelow);
  return (
    <li>
      {actor.id === here ? (
        <strong aria-current="true">
          <Text>{actor.name}</Text>
        </strong>
      ) : (
        <RecordLink kind="actor" id={actor.id}>
          {actor.name}
        </RecordLink>
      )}
      {above !== undefined && (
        <small>
          {' '}
          {termWords(relation)} <Text>{above.name}</Text>
        </small>
      )}
      {below.length > 0 && (
        <ul>
          {shown.map((each) => (
            <Branches key={`${each.relation} ${each.actor.id}`} branch={each} here={here} above={actor} />
          ))}
          {shown.length < below.length && (
            <More count={below.length - shown.length} onMore={() => setAll(true)} />
          )}
        </ul>
      )}
    </li>
  );
}

function More({ count, onMore }: { count: number; onMore: () => void }) {
  return (
    <li>
      <button type="button" class="quiet" onClick={onMore}>
        {numberWords(count)} more
      </button>
    </li>
  );
}
