import { addressKey } from '../domain/address.ts';
import type { SharedMember, Store } from '../domain/store.ts';
import { inDatasetZone } from '../domain/time/dataset-zone.ts';
import type { FuzzyTimeInput } from '../domain/time/fuzzy-time.ts';
import { timeWarning } from '../domain/time/time-warning.ts';
import type { KindedRecord, RecordFault } from '../formats/check-record.ts';

/** Finds probable slips in valid records. An import reports them and goes on; with `--strict` they are errors. */

/**
 * Returns the warnings that a record causes by itself.
 * @param datasetZone the time zone of its dataset, in which its times of day are read
 */
export function ownWarnings(candidate: KindedRecord, datasetZone?: string): RecordFault[] {
  const warnings: RecordFault[] = timesOf(candidate).flatMap(({ path, time }): RecordFault[] => {
    const { timeZone } = datasetZone === undefined ? time : inDatasetZone(time, datasetZone);
    const detail = timeWarning(time.edtf, timeZone);
    return detail === null ? [] : [{ path: [...path, 'edtf'], detail }];
  });
  if (candidate.kind === 'event') {
    for (const [index, { count }] of (candidate.record.participants ?? []).entries()) {
      if (count !== undefined) warnings.push(...orderWarnings(['participants', index, 'count'], count));
    }
  }
  if (candidate.kind === 'claim') warnings.push(...claimWarnings(candidate.record));
  return warnings;
}

type DatasetZones = Map<string, string | undefined>;

/**
 * Notes the time zones of the datasets that records belong to: as a dataset among the records says, or as it is stored.
 * @param zones the zones that earlier records of the same input have told
 */
export async function noteZones(
  store: Store,
  records: readonly (KindedRecord & { datasetId: string })[],
  zones: DatasetZones,
): Promise<DatasetZones> {
  for (const { kind, record } of records) if (kind === 'dataset') zones.set(record.id, record.timeZone);
  const unknown = new Set(records.map(({ datasetId }) => datasetId).filter((id) => !zones.has(id)));
  const held = unknown.size === 0 ? new Map() : await store.current('dataset', [...unknown]);
  for (const id of unknown) zones.set(id, held.get(id)?.record.timeZone);
  return zones;
}

type ClaimRecord = Extract<KindedRecord, { kind: 'claim' }>['record'];

function claimWarnings({ act, claimantId, proposition, relations = [] }: ClaimRecord): RecordFault[] {
  const { subject, object } = proposition;
  const warnings = object.kind === 'quantity' ? orderWarnings(['proposition', 'object'], object) : [];
  if (act === 'claims_responsibility' && subject.kind === 'actor' && subject.id !== claimantId) {
    const detail =
      `names the actor "${subject.id}", but the claimant is "${claimantId}": whoever claims responsibility claims a ` +
      'deed of its own; for a deed of another, the act is "accuses" or "asserts"';
    warnings.push({ path: ['proposition', 'subject', 'id'], detail });
  }
  if ((act === 'retracts' || act === 'corrects') && !relations.some(({ type }) => type === act)) {
    const detail = `has no entry with the type "${act}": which claim it ${act} remains open, and that claim still stands`;
    warnings.push({ path: ['relations'], detail });
  }
  return warnings;
}

type Bounds = Partial<Record<'min' | 'best' | 'max', number | null | undefined>>;

/** Reports numbers that are not in the order lowest, best, highest. */
function orderWarnings(
  path: RecordFault['path'],
  { min = null, best = null, max = null }: Bounds,
): RecordFault[] {
  const given = Object.entries({ min, best, max }).filter(([, value]) => value !== null);
  const values = given.map(([, value]) => Number(value));
  if (values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value))) return [];
  const numbers = given.map(([name, value]) => `${name} ${value}`).join(', ');
  return [{ path, detail: `must be in the order min, best, max; got ${numbers}` }];
}

type WrittenTime = { path: RecordFault['path']; time: FuzzyTimeInput };

function timesOf({ kind, record }: KindedRecord): WrittenTime[] {
  const at = (path: RecordFault['path'], time: FuzzyTimeInput | undefined) =>
    time === undefined ? [] : [{ path, time }];
  switch (kind) {
    case 'source':
      return at(['publishedAt'], record.publishedAt);
    case 'actor':
      return (record.relations ?? []).flatMap(({ during }, index) =>
        at(['relations', index, 'during'], during),
      );
    case 'event':
      return at(['time'], record.time);
    case 'claim': {
      const { object } = record.proposition;
      return [
        ...at(['madeAt'], record.madeAt),
        ...(object.kind === 'time' ? at(['proposition', 'object', 'time'], object.time) : []),
      ];
    }
    default:
      return [];
  }
}

/** A value that should belong to one record only; `key` is the form in which it is compared. */
export type SharedValue = SharedMember & {
  key: string;
  shown: string;
  id: string;
  path: RecordFault['path'];
};

/** Returns the address of a source, and the identifiers of any record in other registers. */
export function sharedValuesOf({ kind, record }: KindedRecord): SharedValue[] {
  if (kind === 'dataset') return [];
  const { id, externalIds = [] } = record;
  const values = externalIds.map((external, index): SharedValue => {
    const shown = `${external.scheme}:${external.id}`;
    return { kind, member: 'externalIds', key: shown, shown, id, path: ['externalIds', index] };
  });
  if (kind === 'source' && record.url !== undefined) {
    const { url } = record;
    values.unshift({ kind, member: 'url', key: addressKey(url), shown: url, id, path: ['url'] });
  }
  return values;
}

/** Returns the key of a value among those of all kinds. */
export const sharedKey = ({ kind, member, key }: SharedValue): string => `${kind} ${member} ${key}`;

/** Returns the warning that two records share a value. */
function sharedWarning({ kind, member, shown, path }: SharedValue, otherId: string): RecordFault {
  const what = member === 'url' ? 'the address' : 'an identifier';
  return { path, detail: `${shown} is also ${what} of the ${kind} "${otherId}"` };
}

/**
 * Returns the warnings of a record about values that another record has, and notes its values.
 * @param firsts the first record of the input with each value, by `sharedKey`
 * @param storedIds returns the ids of stored records with a value
 */
export function sharedWarnings(
  record: KindedRecord,
  firsts: Map<string, string>,
  storedIds: (value: SharedValue) => readonly string[],
): RecordFault[] {
  return sharedValuesOf(record).flatMap((shared) => {
    const key = sharedKey(shared);
    const other = [firsts.get(key), ...storedIds(shared)].find((id) => id !== undefined && id !== shared.id);
    if (!firsts.has(key)) firsts.set(key, shared.id);
    return other === undefined ? [] : [sharedWarning(shared, other)];
  });
}

/** Returns the ids of the stored records with these values, at most two for each value. */
export async function storedHolders(
  store: Store,
  values: readonly SharedValue[],
): Promise<(value: SharedValue) => readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const own of Map.groupBy(values, ({ kind, member }) => `${kind} ${member}`).values()) {
    const [first] = own;
    if (first === undefined) continue;
    const holders = await store.holders(first, [...new Set(own.map(({ key }) => key))]);
    for (const value of own) found.set(sharedKey(value), holders.get(value.key) ?? []);
  }
  return (value) => found.get(sharedKey(value)) ?? [];
}
