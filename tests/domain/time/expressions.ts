import { type Bounds, boundsOf } from '../../../src/domain/time/bounds.ts';
import { dayText, secondsPerDay } from '../../../src/domain/time/calendar.ts';
import { parseEdtf, TimeError } from '../../../src/domain/time/edtf.ts';
import { utcZone, type ZoneRule } from '../../../src/domain/time/zone.ts';

/** Bounds in UTC as text: whole days as a date, anything else with its time of day; null where there is none. */
export function boundsText(expression: string, zone: ZoneRule = utcZone): [string | null, string | null] {
  const { start, end }: Bounds = boundsOf(parseEdtf(expression), zone);
  const startText = start === null ? null : start % secondsPerDay === 0 ? dayOf(start) : moment(start);
  const endText = end === null ? null : (end + 1) % secondsPerDay === 0 ? dayOf(end) : moment(end);
  return [startText, endText];
}

function dayOf(seconds: number): string {
  return dayText(Math.floor(seconds / secondsPerDay));
}

/** A moment as `YYYY-MM-DDThh:mm:ss`, UTC. */
export function moment(seconds: number): string {
  const second = ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
  const parts = [Math.floor(second / 3600), Math.floor((second % 3600) / 60), second % 60];
  return `${dayOf(seconds)}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** The TimeError that work throws; fails when it throws none. */
export function refusal(work: () => unknown): TimeError {
  try {
    work();
  } catch (error) {
    if (error instanceof TimeError) return error;
    throw error;
  }
  throw new Error('expected a TimeError, but nothing was thrown');
}
