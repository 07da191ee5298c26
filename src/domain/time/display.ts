import type { Edtf, EdtfDateTime, EdtfInterval, EdtfPoint, EdtfRange, EdtfSet } from './ast.ts';
import { allExact, isPoint } from './ast.ts';
import { clockTime, dayAndMonth, displayPoint, monthNames, plainYear } from './display-point.ts';
import { partOfMonth, pointPrecision } from './precision.ts';

/**
 * Prints a value as English text for people: "22 to 24 March 2024". It adds nothing to the value: no midpoint, no
 * number of a century, no guess. Years before 0001 are BCE: 0000 is 1 BCE.
 */
export function displayTime(value: Edtf): string {
  switch (value.type) {
    case 'interval':
      return displayInterval(value);
    case 'set':
      return displaySet(value);
    default:
      return displayPoint(value);
  }
}

/**
 * Prints the time of a moment that lies somewhere within an interval (`extent` is `point_within`): "one day of 22 to
 * 24 March 2024". Without these words it would read as if the event filled the interval.
 */
export function displayMomentWithin(value: EdtfInterval): string {
  const { start, end } = value;
  const within = displayInterval(value);
  if (!isPoint(start)) return `some time ${isPoint(end) ? `until ${displayPoint(end)}` : within}`;
  if (!isPoint(end)) return `some time from ${within}`;
  if (within === displayPoint(start)) return within;
  const unit = unitOf(start, end);
  return unit === 'dates' ? `some time from ${within}` : `one ${unit.slice(0, -1)} of ${within}`;
}

function displayInterval({ start, end }: EdtfInterval): string {
  if (isPoint(start) && isPoint(end)) return fromTo(start, end);
  if (isPoint(start)) {
    const since = displayPoint(start);
    return end.type === 'open' ? `${since} onwards` : `${since} until an unknown date`;
  }
  if (isPoint(end)) {
    const until = displayPoint(end);
    return start.type === 'open' ? `until ${until}` : `from an unknown date until ${until}`;
  }
  if (start.type === 'open') return end.type === 'open' ? 'at any time' : 'until an unknown date';
  return end.type === 'open' ? 'from an unknown date onwards' : 'an unknown time';
}

/** Prints "22 to 24 March 2024" if only the day differs, else both ends in full. */
function fromTo(from: EdtfPoint, to: EdtfPoint): string {
  const last = displayPoint(to);
  const first = displayPoint(from);
  if (first === last) return first;
  if (onOneDay(from, to)) return `${first} to ${clockTime(to)}`;
  const start = dayAndMonth(from);
  const end = dayAndMonth(to);
  const sameMonth = start !== null && end !== null && start.year === end.year && start.month === end.month;
  return sameMonth ? `${start.day} to ${last}` : `${first} to ${last}`;
}

function onOneDay(from: EdtfPoint, to: EdtfPoint): to is EdtfDateTime {
  if (from.type !== 'datetime' || to.type !== 'datetime') return false;
  const sameDay = from.year === to.year && from.month === to.month && from.day === to.day;
  const toTheMinute = from.minute !== null && to.minute !== null && to.qualifier === 'exact';
  return sameDay && toTheMinute && from.offsetMinutes === to.offsetMinutes;
}

function displaySet(value: EdtfSet): string {
  const third = partOfMonth(value);
  if (third !== null) {
    const separator = third.part === 'mid' ? '-' : ' ';
    return `${third.part}${separator}${monthNames[third.month - 1]} ${plainYear(third.year)}`;
  }
  const all = value.mode === 'all_of';
  const [only] = value.members;
  if (value.members.length === 1 && only !== undefined) return displayOnly(only, all);
  const parts = value.members.map((member) => displayMember(member));
  const listed = `${parts.slice(0, -1).join(', ')} ${all ? 'and' : 'or'} ${parts.at(-1)}`;
  return all ? `all of ${listed}` : `one of ${listed}`;
}

function displayOnly(member: EdtfPoint | EdtfRange, all: boolean): string {
  if (member.type !== 'range') return displayPoint(member);
  const { from, to } = member;
  if (from === null || to === null) return `${all ? 'all of ' : ''}${displayMember(member, all)}`;
  return `${all ? 'all of' : 'one of'} the ${unitOf(from, to)} ${fromTo(from, to)}`;
}

function displayMember(member: EdtfPoint | EdtfRange, all = false): string {
  if (member.type !== 'range') return displayPoint(member);
  const { from, to } = member;
  const joint = all ? 'and' : 'or';
  if (from !== null && to !== null) return fromTo(from, to);
  if (to !== null) return `${displayPoint(to)} ${joint} earlier`;
  return from === null ? '' : `${displayPoint(from)} ${joint} later`;
}

function unitOf(from: EdtfPoint, to: EdtfPoint): string {
  const plain = (point: EdtfPoint) => point.type === 'date' && point.qualifiers === allExact;
  const unit = pointPrecision(from);
  if (unit !== pointPrecision(to) || !plain(from) || !plain(to)) return 'dates';
  return unit === 'day' || unit === 'month' || unit === 'year' ? `${unit}s` : 'dates';
}
