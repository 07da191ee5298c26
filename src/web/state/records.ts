import type { Actor, Event, Source } from './schemas.ts';

/** Collects the records of lists, and the records that responses include. */

/** Included records by id, for the components that name them. */
export type Context = {
  actors: ReadonlyMap<string, Actor>;
  events: ReadonlyMap<string, Event>;
  sources: ReadonlyMap<string, Source>;
};

/** The member `included` of a response. */
export type Included = { [Kind in keyof Context]?: Readonly<Record<string, RecordOf<Kind>>> };
type RecordOf<Kind extends keyof Context> = Context[Kind] extends ReadonlyMap<string, infer R> ? R : never;

/** Returns the records that responses include. */
export function contextOf(...responses: readonly (Included | undefined)[]): Context {
  const byId = <Kind extends keyof Context>(kind: Kind) =>
    new Map<string, RecordOf<Kind>>(responses.flatMap((included) => Object.entries(included?.[kind] ?? {})));
  return { actors: byId('actors'), events: byId('events'), sources: byId('sources') };
}

type Page<T> = { data: T[]; page: { hasMore: boolean }; included?: Included };

/** Fetches a list page by page until it has `most` records. `whole` is true if these are all. */
export async function collect<T>(
  pages: AsyncGenerator<Page<T>>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ records: T[]; included: Included[]; whole: boolean }> {
  const records: T[] = [];
  const included: Included[] = [];
  for await (const { data, page, included: others } of pages) {
    records.push(...data);
    if (others !== undefined) included.push(others);
    if (records.length >= most && page.hasMore) return { records, included, whole: false };
  }
  return { records, included, whole: true };
}
