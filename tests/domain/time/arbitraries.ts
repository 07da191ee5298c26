import fc from 'fast-check';
import { boundsOf } from '../../../src/domain/time/bounds.ts';
import { daysInMonth, twoDigits } from '../../../src/domain/time/calendar.ts';
import { type Edtf, parseEdtf, TimeError } from '../../../src/domain/time/edtf.ts';
import { utcZone } from '../../../src/domain/time/zone.ts';

/** Expressions as people may write them, canonical or not; those the calendar refuses are filtered out. */

const qualifier = fc.constantFrom('', '', '', '?', '~', '%', '?~');
const year = fc.oneof(
  fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, '0')),
  fc.integer({ min: 1, max: 9999 }).map((value) => `-${String(value).padStart(4, '0')}`),
);

function masked(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(text, fc.integer({ min: 0, max: 15 })).map(([digits, places]) => {
    const sign = digits.startsWith('-') ? '-' : '';
    const bare = digits.slice(sign.length);
    return sign + [...bare].map((digit, index) => (places & (1 << index) ? 'X' : digit)).join('');
  });
}

const monthText = fc.integer({ min: 1, max: 12 }).map(twoDigits);
const dayText = fc.integer({ min: 1, max: 31 }).map(twoDigits);

export const plainDate = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.nat({ max: 30 }))
  .map(([value, month, day]) => {
    const inMonth = (day % daysInMonth(value, month)) + 1;
    return `${String(value).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(inMonth)}`;
  });

export const maskedDate = fc
  .tuple(masked(year), masked(monthText), masked(dayText))
  .map((parts) => parts.join('-'));

const qualifiedDate = fc
  .tuple(
    fc.array(qualifier, { minLength: 6, maxLength: 6 }),
    fc.oneof(year, masked(year)),
    fc.oneof(monthText, masked(monthText)),
    fc.oneof(dayText, masked(dayText)),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([marks, ...parts]) => {
    const count = Number(parts[3]);
    return [parts[0], parts[1], parts[2]]
      .slice(0, count)
      .map((part, index) => `${marks[index * 2]}${part}${marks[index * 2 + 1]}`)
      .join('-');
  });

const season = fc
  .tuple(masked(year), fc.integer({ min: 21, max: 41 }), qualifier)
  .map(([y, s, q]) => `${y}-${s}${q}`);
const longYear = fc.oneof(
  fc.integer({ min: 10_000, max: 250_000_000 }).chain((value) => fc.constantFrom(`Y${value}`, `Y-${value}`)),
  fc.tuple(fc.integer({ min: 1, max: 240 }), fc.integer({ min: 0, max: 6 })).map(([m, e]) => `Y${m}E${e}`),
  fc.tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 4 })).map(([y, s]) => `${y}S${s}`),
);
const offset = fc.constantFrom('', '', 'Z', '+00:00', '+03:00', '-04', '+05:45', '-12:00', '+14:00');
const dateTime = fc
  .tuple(
    plainDate,
    fc.nat({ max: 23 }),
    fc.nat({ max: 59 }),
    fc.nat({ max: 59 }),
    fc.nat({ max: 2 }),
    offset,
    qualifier,
  )
  .map(([date, hour, minute, second, depth, zone, mark]) => {
    const clock = [hour, minute, second].slice(0, depth + 1).map(twoDigits);
    return `${date}T${clock.join(':')}${zone}${mark}`;
  });

const pointText = fc
  .oneof(plainDate, qualifiedDate, maskedDate, season, longYear, dateTime)
  .filter(isReadable);

const side = fc.oneof(
  { weight: 6, arbitrary: pointText },
  { weight: 1, arbitrary: fc.constantFrom('', '..') },
);
const range = fc.tuple(pointText, pointText).map(([from, to]) => `${from}..${to}`);
const member = fc.oneof({ weight: 3, arbitrary: pointText }, { weight: 1, arbitrary: range });
const set = fc
  .tuple(
    fc.constantFrom('[]', '{}'),
    fc.array(member, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', 'first', 'last'),
    pointText,
    fc.constantFrom(',', ', '),
  )
  .map(([brackets, members, open, edge, comma]) => {
    const all = [
      ...(open === 'first' ? [`..${edge}`] : []),
      ...members,
      ...(open === 'last' ? [`${edge}..`] : []),
    ];
    return `${brackets[0]}${all.join(comma)}${brackets[1]}`;
  });

export const expression = fc
  .oneof(
    pointText,
    fc.tuple(side, side).map(([from, to]) => `${from}/${to}`),
    set,
  )
  .filter(isReadable);

export const edtfValue: fc.Arbitrary<Edtf> = expression.map(parseEdtf);

export const span = fc
  .tuple(fc.option(fc.integer({ min: -50, max: 50 })), fc.option(fc.nat({ max: 40 })))
  .map(([start, length]) => ({ start, end: length === null ? null : (start ?? 0) + length }));

function isReadable(text: string): boolean {
  try {
    boundsOf(parseEdtf(text), utcZone);
    return true;
  } catch (error) {
    if (error instanceof TimeError) return false;
    throw error;
  }
}
