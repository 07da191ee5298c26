/**
 * The kinds of record, in the order in which they are imported. Their schemas stand elsewhere, so that a program
 * that only names the kinds, such as the help of the command line, loads no schema.
 */
export const recordKinds = ['dataset', 'source', 'actor', 'event', 'claim'] as const;
export type RecordKind = (typeof recordKinds)[number];
