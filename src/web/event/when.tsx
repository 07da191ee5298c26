import { Text } from '../parts/text.tsx';
import type { FuzzyTime } from '../state/schemas.ts';
import { dayWords, sourceWords, termWords, timeWords } from '../time/words.ts';

/** The time of an event: how exactly it is known, and on what basis. */

const extents: Record<FuzzyTime['extent'], string> = {
  point_within: 'at some point within it',
  throughout: 'from beginning to end',
  one_of: 'on one of these days or moments',
  all_of: 'at all of these',
};
const bases: Record<FuzzyTime['basis'], string> = {
  stated: 'The source states it.',
  inferred: 'An editor inferred it.',
  imported: 'It was taken over from another dataset.',
};

/** Returns a unit of time with its article. A part of a month is a third of it. */
const precisionWords = (precision: FuzzyTime['precision']): string =>
  precision === 'part_of_month' ? 'a part of the month' : `the ${termWords(precision)}`;

export function When({ time }: { time: FuzzyTime | null }) {
  if (time === null) {
    return (
      <>
        <dt>When</dt>
        <dd>Nothing is known of the time.</dd>
      </>
    );
  }
  const single = time.precision === 'day' && time.qualifier === 'exact' && time.earliest !== null;
  return (
    <>
      <dt>When</dt>
      <dd>
        <strong>{single ? dayWords(time.earliest ?? '', 'weekday') : timeWords(time)}</strong>
        {sourceWords(time) !== undefined && (
          <>
            {', '}in the source’s words{' '}
            <q>
              <Text>{time.text}</Text>
            </q>
          </>
        )}
        <p class="why">
          {time.precision !== 'range' &&
            time.precision !== 'unknown' &&
            `Known to ${precisionWords(time.precision)}. `}
          {single ? '' : `It happened ${extents[time.extent]}. `}
          {time.qualifier !== 'exact' && `The date is ${termWords(time.qualifier)}. `}
          {bases[time.basis]} {time.basisNote !== null && <Text>{time.basisNote}</Text>}
          {time.zoneAssumed &&
            time.earliest?.includes('T') === true &&
            ' Read in UTC, since no time zone is given.'}{' '}
          <a href={`v1/time?edtf=${encodeURIComponent(time.edtf)}`}>
            <code>{time.edtf}</code>
          </a>
        </p>
      </dd>
    </>
  );
}
