import { pointsOf } from './ast.ts';
import { parseEdtf } from './edtf.ts';
import type { FuzzyTimeInput } from './fuzzy-time.ts';

/** Reads times of day whose zone nobody wrote in the zone of their dataset. */

/**
 * Returns a record with the zone of its dataset in each time of day that has neither a zone nor an offset; the same
 * record if it has none. Days and coarser units stay as they are: they are calendar days in every zone.
 */
export function inDatasetZone<T>(record: T, timeZone: string): T {
  if (Array.isArray(record)) {
    const items: unknown[] = record.map((item) => inDatasetZone(item, timeZone));
    return items.some((item, index) => item !== record[index]) ? (items as T) : record;
  }
  if (typeof record !== 'object' || record === null) return record;
  if (isTime(record)) return needsZone(record) ? { ...record, timeZone } : record;
  let changed: Record<string, unknown> | null = null;
  for (const [name, value] of Object.entries(record)) {
    const read = inDatasetZone(value, timeZone);
    if (read !== value) changed = { ...(changed ?? record), [name]: read };
  }
  return changed === null ? record : (changed as T);
}

const isTime = (value: object): value is FuzzyTimeInput => 'edtf' in value && typeof value.edtf === 'string';

function needsZone({ edtf, timeZone }: FuzzyTimeInput): boolean {
  if (timeZone !== undefined || !edtf.includes('T')) return false;
  return pointsOf(parseEdtf(edtf)).some((point) => point.type === 'datetime' && point.offsetMinutes === null);
}
