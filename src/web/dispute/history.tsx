import { actWords } from '../parts/act-words.ts';
import { isolated } from '../parts/isolate.ts';
import { RecordLink } from '../parts/record-link.tsx';
import type { Names } from '../parts/statement.tsx';
import type { Dispute } from '../state/schemas.ts';
import { countWords, timeWords } from '../time/words.ts';
import { isDayKnown, type Lane, lanesOf, type Mark, marksOf } from './moves.ts';
import { SideTitle } from './side.tsx';
import type { Arranged } from './sides.ts';
import { TakenBack } from './withdrawals.tsx';

/** The course of a dispute in time: a lane for each side, a mark for each claim, a line for each change of sides. */

const laneHeight = 26;
/** Most lanes that are drawn. With more, only the list is shown. */
const mostLanes = 12;
const listedAtOnce = 6;

export function History({ dispute, sides, names }: { dispute: Dispute; sides: Arranged; names: Names }) {
  const { history } = dispute;
  if (history.length < 2) return null;
  const lanes = lanesOf(dispute, sides);
  const { marks, first, last } = marksOf(history, lanes);
  const steps = history.map((entry) => ({ entry, lane: lanes.find((lane) => lane.holds(entry)) }));
  const dated = steps.filter(({ entry }) => isDayKnown(entry));
  const undated = steps.filter(({ entry }) => !isDayKnown(entry));
  const list = (some: typeof steps, ordered: boolean) => {
    const List = ordered ? 'ol' : 'ul';
    return (
      <List class="moves">
        {some.map(({ entry, lane }) => (
          <Move key={entry.claimId} entry={entry} lane={lane} names={names} />
        ))}
      </List>
    );
  };
  const folded = (some: typeof steps, ordered: boolean) => (
    <>
      {list(some.slice(0, listedAtOnce), ordered)}
      {some.length > listedAtOnce && (
        <details class="rest">
          <summary>{countWords(some.length - listedAtOnce, ordered ? 'later claim' : 'more claim')}</summary>
          {list(some.slice(listedAtOnce), ordered)}
        </details>
      )}
    </>
  );
  return (
    <div class="history">
      {last !== undefined && lanes.length <= mostLanes && (
        <Strip lanes={lanes} marks={marks} ends={[first, last]} shared={sides.shared} names={names} />
      )}
      {dated.length > 0 && folded(dated, true)}
      {undated.length > 0 && (
        <>
          <p class="why">Claims whose day is not known, in no order:</p>
          {folded(undated, false)}
        </>
      )}
    </div>
  );
}

type MoveProps = { entry: Dispute['history'][number]; lane: Lane | undefined; names: Names };

function Move({ entry, lane, names }: MoveProps) {
  return (
    <li>
      <span>{lane?.column !== undefined && <span class={`letter ${lane.tone}`}>{lane.letter}</span>}</span>
      <span>
        <span class="when">{timeWords(entry.madeAt)}</span>{' '}
        <RecordLink kind="actor" id={entry.actorId}>
          {names.actors?.get(entry.actorId)?.name ?? entry.actorId}
        </RecordLink>{' '}
        <RecordLink kind="claim" id={entry.claimId}>
          {actWords(entry)}
        </RecordLink>
        {entry.withdrawn && (
          <small>
            {' '}
            <TakenBack claimId={entry.claimId} />
          </small>
        )}
      </span>
    </li>
  );
}

type StripProps = {
  lanes: readonly Lane[];
  marks: readonly Mark[];
  ends: readonly (Mark | undefined)[];
  shared: Arranged['shared'];
  names: Names;
};

/** The drawing, hidden from screen readers because the list below says the same. */
function Strip({ lanes, marks, ends, shared, names }: StripProps) {
  const height = lanes.length * laneHeight;
  const middle = (lane: number) => lane * laneHeight + laneHeight / 2;
  return (
    <div class="moved" aria-hidden="true">
      <ul class="lanes">
        {lanes.map((lane) => (
          <li key={lane.letter}>
            {lane.column === undefined ? (
              lane.letter
            ) : (
              <>
                <span class={`letter ${lane.tone}`}>{lane.letter}</span>{' '}
                <SideTitle column={lane.column} shared={shared} names={names} />
              </>
            )}
          </li>
        ))}
      </ul>
      <div class="marks">
        <svg width="100%" height={height} aria-hidden="true">
          {lanes.map((lane, index) => (
            <line key={lane.letter} class="lane" x1="0" x2="100%" y1={middle(index)} y2={middle(index)} />
          ))}
          {marks.map(
            (mark) =>
              mark.from !== undefined && (
                <line
                  key={mark.entry.claimId}
                  class="turn"
                  x1={mark.from.x}
                  y1={middle(mark.from.lane)}
                  x2={mark.x}
                  y2={middle(mark.lane)}
                />
              ),
          )}
          {marks.map((mark) => (
            <circle
              key={mark.entry.claimId}
              class={`${mark.tone} ${mark.entry.withdrawn ? 'withdrawn' : ''}`}
              cx={mark.x}
              cy={middle(mark.lane)}
              r="6"
              transform={mark.shift === 0 ? undefined : `translate(${mark.shift * 9} 0)`}
            >
              <title>
                {`${isolated(names.actors?.get(mark.entry.actorId)?.name ?? mark.entry.actorId)} ${actWords(mark.entry)}, ${timeWords(mark.entry.madeAt)}`}
              </title>
            </circle>
          ))}
        </svg>
        <p class="ends">
          {ends.map((end) => end && <span key={end.entry.claimId}>{timeWords(end.entry.madeAt)}</span>)}
        </p>
      </div>
    </div>
  );
}
