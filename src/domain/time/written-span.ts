import type { Written } from './written-date.ts';

/** Recognises a span between two dates, or several dates, in a text of `markedText`, such as `5–10 m03 2024`. */

type Read = (text: string) => Written | null;

/** Matches a date or date-time, not a set or an interval. */
const isPoint = /^[\dX~?%:TZ+-]+$/;
const between =
  'the first for one moment in that range, the second for what lasted from its beginning to its end';
const allOrThroughout =
  'the first for each day in that range, the second for what lasted from its beginning to its end';
const withOpenSide = 'with .. for the side that is open';

/** Marks between two sides, the surest first. */
const separators = [
  / ?> ?/,
  / ?– ?/,
  / ?\/ ?/,
  / - /,
  /(?<=\d)-(?=\d{4}(?:-|$))/,
  /(?<=\d\d\d\d-\d\d-\d\d)-/,
  / ?_ ?/,
  / ?- ?/,
];

/** @param read tells what one side can mean */
export function writtenSpan(text: string, read: Read): Written | null {
  return (
    dotted(text, read) ??
    bracketed(text, read) ??
    untilOrNegative(text) ??
    openSpan(text, read) ??
    severalDates(text, read) ??
    dashedYears(text) ??
    sided(text, read)
  );
}

/** `2024-03-05..2024-03-10` is a range of EDTF, which stands in a set only; an interval may be meant as well. */
function dotted(text: string, read: Read): Written | null {
  const [, first = '', last = ''] = /^([^[{(]*?) ?(?:\.{2,3}|…) ?([^\]})]*)$/.exec(text) ?? [];
  return rangeOf(alone(first, read), alone(last, read), '[');
}

/** `[2024-03-05/2024-03-10]` and `[2024-03-05-2024-03-10]` stand in brackets as a range does, but have no dots. */
function bracketed(text: string, read: Read): Written | null {
  const [, open = '', inside = ''] = /^([[{])(.*)[\]}]$/.exec(text) ?? [];
  if (open === '') return null;
  const [, first = '', last = ''] = /^(.*) ?\/ ?(.*)$/.exec(inside) ?? [];
  const meant = sided(inside, read)?.meant ?? [];
  const [from = '', to = ''] = meant.length === 1 ? (meant[0]?.split('/') ?? []) : [];
  return rangeOf(alone(first, read), alone(last, read), open) ?? rangeOf(from, to, open);
}

function rangeOf(from: string | null, to: string | null, open: string): Written | null {
  if (from === null || to === null || (from === '' && to === '')) return null;
  const problem =
    'is a range, which stands in brackets with .. in it, or an interval, which has a slash alone';
  const interval = `${from || '..'}/${to || '..'}`;
  if (open === '{') return { problem, meant: [`{${from}..${to}}`, interval], why: allOrThroughout };
  return { problem, meant: [`[${from}..${to}]`, interval], why: between };
}

/** Returns the only meaning of a side; an empty text for an empty side. */
function alone(text: string, read: Read): string | null {
  if (text === '') return '';
  const meant = read(text)?.meant ?? [];
  return meant.length === 1 && isPoint.test(meant[0] ?? '') ? (meant[0] ?? null) : null;
}

/** `since 2024`, `until 2024`, `2024–`, `2024 to present`, `before 1900`, `between 2024 and 2025`. */
function openSpan(text: string, read: Read): Written | null {
  const [, since, until, from] =
    /^(?:since|from) (.*)$|^> (.*)$|^(?:from )?(.*?) ?(?:>|–|[>–/-] ?now)$/.exec(text) ?? [];
  const inWords = 'is an interval in words';
  const written = since ?? until ?? from ?? '';
  const meant = alone(written, read);
  if (meant !== null && meant !== '') {
    const open = until === undefined ? `${meant}/..` : `../${meant}`;
    return { problem: inWords, meant: [open], why: withOpenSide };
  }
  const [, side, year] = /^(before|after|vor|nach|avant|apres|antes|despues|после) (\d{4})$/.exec(text) ?? [];
  if (year !== undefined) {
    const isBefore = ['before', 'vor', 'avant', 'antes'].includes(side ?? '');
    const other = String(Number(year) + (isBefore ? -1 : 1)).padStart(4, '0');
    const open = isBefore ? `[..${other}]` : `[${other}..]`;
    return { problem: 'is a date in words', meant: [open], why: withOpenSide };
  }
  const [, first = '', last = ''] = /^between (.*) (?:and|>|–) (.*)$/.exec(text) ?? [];
  const [one, other] = sidesOf(first, last, read);
  if (one.length !== 1 || other.length !== 1) return null;
  return { problem: inWords, meant: [`[${one[0]}..${other[0]}]`, `${one[0]}/${other[0]}`], why: between };
}

/** `–1969` is a time until 1969, or the year -1969. */
function untilOrNegative(text: string): Written | null {
  const [, year] = /^– ?(\d{4})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const why = 'the first for the time until that year, the second for a year before 0000';
  return { problem: 'begins with a dash', meant: [`../${year}`, `-${year}`], why };
}

/** `2024-03-05 or 2024-03-10`, `2024-03-05, 2024-03-10`. */
function severalDates(text: string, read: Read): Written | null {
  const parts = text.split(/ ?[,;] ?(?:and |or )?| and | or /);
  const dates = parts.map((part) => alone(part, read));
  if (parts.length < 2 || !dates.every((each) => each !== null && each !== '')) return null;
  const [one, all] = [`[${dates.join(',')}]`, `{${dates.join(',')}}`];
  const problem = 'is more than one date';
  if (/ or /.test(text)) return { problem, meant: [one] };
  if (/ and /.test(text)) return { problem, meant: [all] };
  return { problem, meant: [one, all], why: 'the first for one of the dates, the second for all of them' };
}

/** `1914-18` and `2024/25` are two years; after a long dash, `2003–05` may also be a month. */
function dashedYears(text: string): Written | null {
  const [, year = '', mark = '', short = ''] = /^(\d{4}) ?([–/-]) ?(\d\d)$/.exec(text) ?? [];
  if (year === '') return null;
  const end = `${year.slice(0, 2)}${short}`;
  const years = end > year ? [`${year}/${end}`] : [];
  // With a hyphen it would have been read as a month.
  const months = mark !== '-' && Number(short) >= 1 && Number(short) <= 12 ? [`${year}-${short}`] : [];
  const problem =
    months.length === 0
      ? 'is two years in short'
      : `is a month with ${mark} instead of a hyphen${years.length === 0 ? '' : ', or two years in short'}`;
  return { problem, meant: [...months, ...years] };
}

/** Two sides with a dash, a slash or a word between them. */
function sided(text: string, read: Read): Written | null {
  const [, qualifier = '', inside = ''] = /^([~?])? ?(?:from )?(.*)$/.exec(text) ?? [];
  for (const separator of separators) {
    const parts = inside.split(separator);
    if (parts.length !== 2) continue;
    const [first = '', last = ''] = parts;
    const [from, to] = sidesOf(first, last, read);
    if (from.length === 0 || from.length !== to.length) continue;
    const meant = from.map((each, index) => `${each}${qualifier}/${to[index]}${qualifier}`);
    const isShort = /^\d{4}-\d\d \d\d$/.test(`${first} ${last}`);
    return {
      problem: /[>\p{L}]/u.test(text)
        ? 'is an interval in words'
        : 'is an interval that is not written as in EDTF',
      meant: isShort ? [...meant, `${first}-${last}`] : meant,
    };
  }
  return null;
}

/** Returns the meanings of both sides, each completed by the other: `5–10 m03 2024`, `2024-03-05/10`. */
function sidesOf(first: string, last: string, read: Read): [readonly string[], readonly string[]] {
  const points = (text: string) => (read(text)?.meant ?? []).filter((each) => isPoint.test(each));
  const [, rest = ''] = /^\d{1,2}((?:[ ./-].*)?)$/.exec(last) ?? [];
  const [, year = ''] = /([ .,/-]+n?\d{4}(?: b?ce)?)$/.exec(last) ?? [];
  const [, inMonth, ofYear = ''] = /^(\d{1,2}),?( \d{4})$/.exec(last) ?? [];
  const [, month = ''] = /^(m\d\d) \d{1,2}$/.exec(first) ?? [];
  // A month before two days: `m03 5–10, 2024`.
  if (inMonth !== undefined && month !== '')
    return [points(first + ofYear), points(`${month} ${inMonth}${ofYear}`)];
  const shortened = shortenedEnd(first, last);
  if (shortened !== null) return [points(first), [shortened]];
  const starts = [
    first,
    ...(/^\d{1,2}\.?$/.test(first) ? [first.replace('.', '') + rest] : []),
    first.replace(/\.$/, '') + year,
  ];
  const from = starts.map(points).find((found) => found.length > 0) ?? [];
  return [from, points(last)];
}

/** Completes an end that leaves out what it shares with the start (ISO 8601-1:2019 §5.5.2.1): `2024-03-05/10`. */
function shortenedEnd(first: string, last: string): string | null {
  const isDate = /^\d{4}-\d\d(?:-\d\d)?(?:t\d\d:\d\d(?::\d\d)?)?$/.test(first);
  if (!isDate || !/^\d\d(?:-\d\d)?$|^\d\d:\d\d(?::\d\d)?$|^\d\d-\d\dt\d\d:\d\d$/.test(last)) return null;
  return `${first.slice(0, -last.length)}${last}`.toUpperCase();
}
