/** The facts about a kind of record that general code needs. */
type KindFacts = {
  /** Names the kind's list in a dataset file, its count in a dataset, and its path (`/v1/events`). */
  plural: string;
  /** Records of lower ranks are written first, so that most references lead to records already written. */
  writeRank: number;
  /** Order among search hits with the same score, the lowest first; null for a kind that is not searched. */
  searchRank: number | null;
  /** True if records have a time and are listed in its order. */
  hasTime: boolean;
};

/**
 * Declares the kinds of record. All types and maps over kinds follow from this table, in this order. Each kind has a
 * table of its name in the store. The schemas are in `records.ts`, so that code that only names kinds, such as the help
 * of the command line, loads no schema.
 */
export const kinds = {
  dataset: { plural: 'datasets', writeRank: 0, searchRank: null, hasTime: false },
  source: { plural: 'sources', writeRank: 2, searchRank: 3, hasTime: true },
  actor: { plural: 'actors', writeRank: 1, searchRank: 0, hasTime: false },
  event: { plural: 'events', writeRank: 3, searchRank: 1, hasTime: true },
  claim: { plural: 'claims', writeRank: 4, searchRank: 2, hasTime: true },
} as const satisfies Record<string, KindFacts>;

type Kinds = typeof kinds;
export type RecordKind = keyof Kinds;
/** The kinds whose records belong to a dataset. */
export type OwnedKind = Exclude<RecordKind, 'dataset'>;
/** The kinds whose records have a time. */
export type TimedKind = { [K in RecordKind]: Kinds[K]['hasTime'] extends true ? K : never }[RecordKind];
/** The kinds of record that are searched by words. */
type SearchedRecordKind = {
  [K in RecordKind]: Kinds[K]['searchRank'] extends number ? K : never;
}[RecordKind];
/** All kinds that are searched by words: records, and disputes, which follow from claims. */
export type SearchedKind = SearchedRecordKind | 'dispute';
export type PluralOf<K extends RecordKind> = Kinds[K]['plural'];

export const recordKinds = Object.keys(kinds) as RecordKind[];
export const ownedKinds = recordKinds.filter((kind): kind is OwnedKind => kind !== 'dataset');

const rankOf = (kind: RecordKind, rank: 'writeRank' | 'searchRank') => kinds[kind][rank] ?? -1;
const sorted = (rank: 'writeRank' | 'searchRank') =>
  recordKinds.toSorted((one, other) => rankOf(one, rank) - rankOf(other, rank));

/** Lists the kinds in the order in which records are written. */
export const writeOrder: readonly RecordKind[] = sorted('writeRank');
/** Lists the searched kinds in their order among hits with the same score. */
export const searchOrder: readonly SearchedKind[] = [
  ...sorted('searchRank').filter((kind): kind is SearchedRecordKind => kinds[kind].searchRank !== null),
  'dispute',
];

/** Makes a map with a value for each of these kinds. */
export const perKind = <K extends string, T>(names: readonly K[], make: (kind: K) => T) =>
  Object.fromEntries(names.map((kind) => [kind, make(kind)])) as Record<K, T>;

/** Makes a map with a value for each kind that belongs to a dataset, by its plural. */
export const perPlural = <T>(make: (kind: OwnedKind) => T) =>
  Object.fromEntries(ownedKinds.map((kind) => [kinds[kind].plural, make(kind)])) as {
    [K in OwnedKind as PluralOf<K>]: T;
  };
