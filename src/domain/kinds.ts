/** What treats kinds of record alike has to know of each. */
type KindFacts = {
  /** Names its table of records for people, its property in a dataset file, its count and its list (`/v1/events`). */
  plural: string;
  /** Records of lower ranks are written first: what records refer to is there before them where it can be. */
  writeRank: number;
  /** Among equally good hits of a search lower ranks come first; null for what is not searched. */
  searchRank: number | null;
  /** Whether records have bounds in time, and are listed in its order. */
  hasTime: boolean;
};

/**
 * The kinds of record, each declared here alone: types and maps over kinds follow from this table, in this order.
 * Each has a table of its own name in the store. Their schemas stand in `records.ts`, so that a program that only
 * names the kinds, such as the help of the command line, loads no schema.
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
/** Kinds whose records belong to a dataset. */
export type OwnedKind = Exclude<RecordKind, 'dataset'>;
/** Kinds whose records lie in time. */
export type TimedKind = { [K in RecordKind]: Kinds[K]['hasTime'] extends true ? K : never }[RecordKind];
/** Kinds whose records are found by words. */
export type SearchedKind = {
  [K in RecordKind]: Kinds[K]['searchRank'] extends number ? K : never;
}[RecordKind];
export type PluralOf<K extends RecordKind> = Kinds[K]['plural'];

export const recordKinds = Object.keys(kinds) as RecordKind[];
export const ownedKinds = recordKinds.filter((kind): kind is OwnedKind => kind !== 'dataset');

const rankOf = (kind: RecordKind, rank: 'writeRank' | 'searchRank') => kinds[kind][rank] ?? -1;
const sorted = (rank: 'writeRank' | 'searchRank') =>
  recordKinds.toSorted((one, other) => rankOf(one, rank) - rankOf(other, rank));

/** Kinds in the order in which records are written one after the other. */
export const writeOrder: readonly RecordKind[] = sorted('writeRank');
/** Searched kinds in the order that they have among equally good hits. */
export const searchOrder = sorted('searchRank').filter(
  (kind): kind is SearchedKind => kinds[kind].searchRank !== null,
);

/** Makes a map with a value for each of these kinds. */
export const perKind = <K extends string, T>(those: readonly K[], make: (kind: K) => T) =>
  Object.fromEntries(those.map((kind) => [kind, make(kind)])) as Record<K, T>;

/** Makes a map with a value for each kind that belongs to a dataset, by its plural. */
export const perPlural = <T>(make: (kind: OwnedKind) => T) =>
  Object.fromEntries(ownedKinds.map((kind) => [kinds[kind].plural, make(kind)])) as {
    [K in OwnedKind as PluralOf<K>]: T;
  };
