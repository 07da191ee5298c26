import type { Limit } from './bounds.ts';
import { dayText, secondsPerDay, secondsPerHour, secondsPerMinute, twoDigits } from './calendar.ts';
import { printOffset } from './print.ts';
import type { ZoneRule } from './zone.ts';

/**
 * Prints a bound: `2024-02-20` for a whole local day, else an RFC 3339 date-time such as `2024-03-22T19:58:59+03:00`.
 * The offset is the one in the expression, or the zone's. RFC 3339 §5.6 knows whole-minute offsets only: local mean
 * times, which have seconds in their offset, are printed in UTC.
 */
export function boundText(limit: Limit, zone: ZoneRule): string {
  if (limit.day !== null) return dayText(limit.day);
  const offsetSeconds =
    limit.offsetMinutes === null ? zone.offsetAt(limit.moment) : limit.offsetMinutes * secondsPerMinute;
  const wholeMinutes = offsetSeconds % secondsPerMinute === 0 ? offsetSeconds / secondsPerMinute : 0;
  const local = limit.moment + wholeMinutes * secondsPerMinute;
  const day = Math.floor(local / secondsPerDay);
  const second = local - day * secondsPerDay;
  const hour = Math.floor(second / secondsPerHour);
  const minute = Math.floor((second % secondsPerHour) / secondsPerMinute);
  const clock = `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second % secondsPerMinute)}`;
  return `${dayText(day)}T${clock}${printOffset(wholeMinutes)}`;
}
