import type { Answer } from '../harness/answers.ts';

/**
 * Compares the answers of two servers to the same request, byte for byte, but for what may differ between two stores of
 * the same records: entity tags, cursors, `Link`, `instance`, the order of ties, and estimates.
 */

const free = new Set(['etag', 'link', 'request-id', 'x-request-id']);

/** Says how two answers differ; null where they are the same. */
export function difference(old: Answer, fresh: Answer): string | null {
  if (old.status !== fresh.status) return `status ${old.status}, now ${fresh.status}`;
  const names = [...new Set([...Object.keys(old.headers), ...Object.keys(fresh.headers)])];
  for (const name of names.filter((one) => !free.has(one))) {
    const [before, now] = [old.headers[name], fresh.headers[name]];
    if (before !== now) return `${name}: ${before ?? 'none'}, now ${now ?? 'none'}`;
  }
  const [before, now] = [masked(old.body.toString()), masked(fresh.body.toString())];
  if (before === now) return null;
  if (!old.headers['content-type']?.includes('json')) return firstDifference(before, now);
  const [was, is]: unknown[] = [JSON.parse(before), JSON.parse(now)];
  if (JSON.stringify(was) === JSON.stringify(is)) return 'the same JSON in other bytes';
  return firstDifference(JSON.stringify(settled(was), null, 1), JSON.stringify(settled(is), null, 1));
}

const masked = (body: string) =>
  body
    .replace(/"nextCursor":\s*"[^"]*"/g, '"nextCursor":"a cursor"')
    .replace(/"instance":\s*"[^"]*"/g, '"instance":"an instance"')
    .replace(/"count":\s*\{"basis":"estimate"[^}]*\}/g, '"count":"an estimate"');

function firstDifference(before: string, now: string): string | null {
  if (before === now) return null;
  let at = 0;
  while (before[at] === now[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 100).replaceAll(/\s+/g, ' ');
  return `from character ${at}:\n      old …${around(before)}…\n      new …${around(now)}…`;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A body in which ties stand in an order of their own, and what a page cut off from its ties is left out. */
function settled(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { data, facets, included, page, ...rest } = body;
  const cut = isObject(page) && page.hasMore === true;
  const isList = Array.isArray(data);
  const { items, isWhole } = isList ? inRuns(data, placeOf, cut) : { items: data, isWhole: true };
  return {
    ...rest,
    page,
    data: items,
    // The records named by those of a tie that is cut off are others.
    ...(isWhole ? { included } : {}),
    ...(isObject(facets) ? { facets: Object.fromEntries(Object.entries(facets).map(facetSettled)) } : {}),
  };
}

function facetSettled([name, facet]: [string, unknown]): [string, unknown] {
  const values = isObject(facet) ? facet.values : facet;
  if (!Array.isArray(values)) return [name, facet];
  const rest = isObject(facet) ? { ...facet, values: null } : null;
  return [name, [rest, inRuns(values, (one) => (isObject(one) ? one.count : null), true).items]];
}

/** Items in the given order, those of one place sorted; of a last place that may be cut off, only how many. */
function inRuns(
  items: readonly unknown[],
  place: (item: unknown) => unknown,
  isCut: boolean,
): { items: unknown[]; isWhole: boolean } {
  const runs: { place: string; items: string[] }[] = [];
  for (const item of items) {
    const own = JSON.stringify(place(item) ?? null);
    const last = runs.at(-1);
    if (last?.place === own) last.items.push(JSON.stringify(item));
    else runs.push({ place: own, items: [JSON.stringify(item)] });
  }
  const whole = isCut ? runs.slice(0, -1) : runs;
  const end = isCut ? runs.at(-1) : undefined;
  const sorted: unknown[] = whole.flatMap((run) => run.items.toSorted().map((text) => JSON.parse(text)));
  return {
    items: end === undefined ? sorted : [...sorted, { place: end.place, ties: end.items.length }],
    isWhole: (end?.items.length ?? 0) <= 1,
  };
}

/** Returns the place of a record in the order of its list: records of one place are ties. */
function placeOf(item: unknown): unknown {
  if (!isObject(item)) return null;
  if ('score' in item) return item.score;
  const time = item.time ?? item.madeAt ?? item.publishedAt;
  if (isObject(time)) return [time.earliest, time.latest];
  if ('claimCount' in item && !('type' in item)) return item.claimCount;
  return 'name' in item ? String(item.name).toLowerCase() : null;
}

/** The pages of one list, as if they were one. */
export function joined(pages: readonly Answer[]): Answer {
  const [first] = pages;
  const last = pages.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('no pages');
  if (pages.length === 1) return first;
  const bodies = pages.map(({ body }) => JSON.parse(body.toString()) as Json);
  const data = bodies.flatMap((body) => (Array.isArray(body.data) ? body.data : []));
  const whole = { ...bodies[0], data, page: bodies.at(-1)?.page, included: undefined };
  return { ...last, body: Buffer.from(JSON.stringify(whole)) };
}
