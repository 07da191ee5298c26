import type { Written } from './written-date.ts';

/** Recognises a date with a time of day in a text of `markedText`, such as `5 m03 2024, 14:30`. */

type Read = (text: string) => Written | null;

const clock = String.raw`(\d{1,2})(?:[:.h](\d\d))?(?:[:.](\d\d))?(?:[.,]\d+)?(?: ?([ap])x)?`;
const zone = String.raw` ?(z|(?:utc|gmt)?(?: ?[+-]\d{1,2}(?::?\d\d)?)?|\p{L}{2,5}|\p{L}+\/[\p{L}_/]+)?(?: ?\((.*)\))?`;
/** The date may stand before the time of day or after it. */
const dateFirst = new RegExp(`^(.*\\d)(?:t|,? (?:~ )?)${clock}${zone}$`, 'u');
const timeFirst = new RegExp(`^${clock}${zone},? (.*\\d)$`, 'u');
/** `Tue Mar 5 14:30:00 2024`, the form of ctime in C. */
const timeInside = /^(m\d\d \d{1,2}) (\d\d:\d\d:\d\d) (?:\p{L}{2,5} )?(\d{4})$/u;

/** @param read tells what the date alone can mean */
export function writtenTime(text: string, read: Read): Written | null {
  const [, start, middle, end] = timeInside.exec(text) ?? [];
  if (start !== undefined) return writtenTime(`${start} ${end} ${middle}`, read);
  const before = dateFirst.exec(text);
  if (before !== null) {
    const [, date = '', ...time] = before;
    const found = timed(read(date), time);
    if (found !== null) return found;
  }
  const after = timeFirst.exec(text);
  return after === null ? null : timed(read(after[7] ?? ''), after.slice(1, 7));
}

function timed(date: Written | null, time: readonly (string | undefined)[]): Written | null {
  const [hour = '', minute, second, half, zoneText, inBrackets = ''] = time;
  // A number alone is no time of day.
  if (date === null || (minute === undefined && half === undefined)) return null;
  if (!date.meant.every((each) => /^\d{4}-\d\d-\d\d$/.test(each))) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  const digits = [String(hours), minute ?? '00', ...(second === undefined ? [] : [second])];
  const written = digits.map((part) => part.padStart(2, '0')).join(':');
  const offset = offsetOf(zoneText ?? inBrackets);
  return {
    problem: 'is not a date and a time of day as ISO 8601 has them',
    meant: date.meant.map((each) => `${each}T${written}${offset ?? ''}`),
    why: offset === null ? 'with the time zone in `timeZone`' : date.why,
  };
}

/** Returns the offset in the name of a zone, such as `+02:00` of `utc+2`; null for a name that tells none. */
function offsetOf(zoneText: string): string | null {
  if (zoneText === '') return '';
  if (/^(?:z|utc|gmt)$/.test(zoneText)) return 'Z';
  const [, sign, hours = '', minutes = '00'] =
    /^(?:utc|gmt)? ?([+-])(\d{1,2}?):?(\d\d)?$/.exec(zoneText) ?? [];
  if (sign === undefined) return null;
  return Number(hours) + Number(minutes) === 0 ? 'Z' : `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
