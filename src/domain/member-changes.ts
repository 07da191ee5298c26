import { canonicalJson } from './canonical.ts';
import { isObject } from './is-object.ts';
import { jsonPointer } from './json-pointer.ts';

/** A member of a record that an edit adds, removes or changes: an absent value is null. */
export type MemberChange = {
  /** The place as an RFC 6901 pointer: into the old record if the member is removed, else into the new one. */
  pointer: string;
  before: unknown;
  after: unknown;
};

type Path = readonly (string | number)[];

/**
 * Lists the members in which two versions of a record differ, the innermost that differ. Lists of equal length are
 * compared item by item; of others, the items are listed that only one of them has.
 */
export function memberChanges(before: unknown, after: unknown, path: Path = []): MemberChange[] {
  if (isSame(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length
      ? before.flatMap((item, index) => memberChanges(item, after[index], [...path, index]))
      : [...itemsOnlyIn(before, after, path, removed), ...itemsOnlyIn(after, before, path, added)];
  }
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => memberChanges(before[name], after[name], [...path, name]));
  }
  return [{ pointer: jsonPointer(path), before: before ?? null, after: after ?? null }];
}

const removed = (item: unknown) => ({ before: item, after: null });
const added = (item: unknown) => ({ before: null, after: item });

/** Lists the items of one list that the other lacks; an item that is there twice must be there twice in both. */
function itemsOnlyIn(
  list: readonly unknown[],
  other: readonly unknown[],
  path: Path,
  change: (item: unknown) => { before: unknown; after: unknown },
): MemberChange[] {
  const left = other.map(canonicalJson);
  return list.flatMap((item, index) => {
    const at = left.indexOf(canonicalJson(item));
    if (at < 0) return [{ pointer: jsonPointer([...path, index]), ...change(item) }];
    left.splice(at, 1);
    return [];
  });
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);
