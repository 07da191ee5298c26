import type { Dispute } from '../state/schemas.ts';
import { spanOf } from '../time/bounds.ts';
import { secondsPerDay } from '../time/civil.ts';
import { toneOf } from './side.tsx';
import type { Arranged, Column } from './sides.ts';

/** Places the claims of a dispute in lanes and in time. */

type Entry = Dispute['history'][number];

export type Lane = {
  /** The letter of its side; a lane without a side has a name. */
  letter: string;
  /** Class of its colour; empty if it has none. */
  tone: string;
  column?: Column;
  holds: (entry: Entry) => boolean;
};

export type Mark = {
  entry: Entry;
  /** Place from left to right, as a share of the width. */
  x: string;
  lane: number;
  tone: Lane['tone'];
  /** Number of marks before it in the same place. */
  shift: number;
  /** The claim that the speaker left for it. */
  from: { x: string; lane: number } | undefined;
};

/** Returns a lane for each side, and one for retractions if there are any. */
export function lanesOf({ history }: Dispute, { opposing, open, left }: Arranged): Lane[] {
  const lanes: Lane[] = [...opposing, ...open, ...left].map((column) => ({
    letter: column.letter,
    tone: toneOf(column.camp),
    column,
    holds: ({ act, polarity, propositionKey }) =>
      act !== 'retracts' &&
      polarity === column.side.polarity &&
      propositionKey === column.side.propositionKey,
  }));
  const outside = history.some((entry) => !lanes.some((lane) => lane.holds(entry)));
  return outside ? [...lanes, { letter: 'taken back', tone: '', holds: () => true }] : lanes;
}

/** Returns true if a speaker has left an earlier claim for a later one. */
const turns = (before: Entry, after: Entry): boolean =>
  before.actorId === after.actorId &&
  (before.withdrawn ||
    (before.propositionKey === after.propositionKey && before.polarity !== after.polarity));

/** Range of the marks in percent of the width, with room for half a mark at both ends. */
const [leftPercent, rightPercent] = [3, 94];

/** Returns true if a claim was made within one known day. Two others may have no known order. */
export function isDayKnown({ madeAt }: Entry): boolean {
  if (madeAt === null) return false;
  const { start, end } = spanOf(madeAt);
  return end - start <= secondsPerDay;
}

/** Places the claims whose day is known, in order of time. */
export function marksOf(
  history: Dispute['history'],
  lanes: readonly Lane[],
): { marks: Mark[]; first: Mark | undefined; last: Mark | undefined } {
  const dated = history.flatMap((entry) =>
    entry.madeAt !== null && isDayKnown(entry) ? [{ entry, moment: spanOf(entry.madeAt).start }] : [],
  );
  const moments = dated.map(({ moment }) => moment);
  const [earliest, latest] = [Math.min(...moments), Math.max(...moments)];
  const marks: Mark[] = [];
  for (const { entry, moment } of dated) {
    const share = latest === earliest ? 0 : (moment - earliest) / (latest - earliest);
    const x = `${(leftPercent + share * (rightPercent - leftPercent)).toFixed(2)}%`;
    const lane = lanes.findIndex(({ holds }) => holds(entry));
    const before = marks.findLast((mark) => turns(mark.entry, entry));
    marks.push({
      entry,
      x,
      lane,
      tone: lanes[lane]?.tone ?? '',
      shift: marks.filter((mark) => mark.x === x && mark.lane === lane).length,
      from: before && { x: before.x, lane: before.lane },
    });
  }
  return { marks, first: marks[0], last: latest === earliest ? undefined : marks.at(-1) };
}
