import type { Limit } from './bounds.ts';
import { dayText, secondsPerDay, secondsPerHour, secondsPerMinute, twoDigits } from './calendar.ts';
import { printOffset } from './print.ts';
import type { ZoneRule } from './zone.ts';

/**
 * A bound as `YYYY-MM-DD` when it is a whole local day, else as an RFC 3339 date-time with the offset the
 * expression wrote, or the zone's. RFC 3339 has whole-minute offsets only, so local mean times of the
 * nineteenth century and before are written in UTC.
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
