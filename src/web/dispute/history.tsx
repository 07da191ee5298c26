import { isolated } from '../parts/isolate.ts';
import { RecordLink } from '../parts/record-link.tsx';
import type { Names } from '../parts/statement.tsx';
import type { Dispute } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';
import { type Lane, lanesOf, type Mark, marksOf } from './moves.ts';
import { SideTitle } from './side.tsx';
import type { Arranged } from './sides.ts';

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
  const list = (some: typeof steps) => (
    <ol class="moves">
      {some.map(({ entry, lane }) => (
        <li key={entry.claimId}>
          <span>
            {lane?.column !== undefined && <span class={`letter ${lane.tone}`}>{lane.letter}</span>}
          </span>
          <span>
            <span class="when">{timeWords(entry.madeAt)}</span>{' '}
            <RecordLink kind="actor" id={entry.actorId}>
              {names.actors?.get(entry.actorId)?.name ?? entry.actorId}
            </RecordLink>{' '}
            <RecordLink kind="claim" id={entry.claimId}>
              {termWords(entry.act)}
            </RecordLink>
            {entry.withdrawn && <small> taken back later</small>}
          </span>
        </li>
      ))}
    </ol>
  );
  return (
    <div class="history">
      {last !== undefined && lanes.length <= mostLanes && (
        <Strip lanes={lanes} marks={marks} ends={[first, last]} shared={sides.shared} names={names} />
      )}
      {list(steps.slice(0, listedAtOnce))}
      {steps.length > listedAtOnce && (
        <details class="rest">
          <summary>{steps.length - listedAtOnce} later claims</summary>
          {list(steps.slice(listedAtOnce))}
        </details>
      )}
    </div>
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
                {`${isolated(names.actors?.get(mark.entry.actorId)?.name ?? mark.entry.actorId)} ${termWords(mark.entry.act)}, ${timeWords(mark.entry.madeAt)}`}
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
