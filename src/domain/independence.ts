/**
 * How many sources stand behind something independently. A syndicated copy, a translation, a quotation or a
 * revision carries no more weight than what it came from, so sources are counted by their roots.
 */

/** For each source, those it came from directly. */
export type SourceTree = ReadonlyMap<string, readonly string[]>;

/** A source and everything that it came from, through any number of steps. */
function reachOf(sourceId: string, tree: SourceTree): Set<string> {
  const reach = new Set<string>();
  const pending = [sourceId];
  while (pending.length > 0) {
    const current = pending.pop();
    if (current === undefined || reach.has(current)) continue;
    reach.add(current);
    pending.push(...(tree.get(current) ?? []));
  }
  return reach;
}

/** Of these sources, those with a way to one of the ends. */
function leadingTo(ends: Iterable<string>, reach: ReadonlySet<string>, tree: SourceTree): Set<string> {
  const drawnOn = new Map<string, string[]>();
  for (const id of reach) {
    for (const origin of tree.get(id) ?? []) drawnOn.set(origin, [...(drawnOn.get(origin) ?? []), id]);
  }
  const leading = new Set<string>();
  for (const end of ends) {
    for (const id of reachOf(end, drawnOn)) leading.add(id);
  }
  return leading;
}

/**
 * The sources at the far end of every chain of derivation: those that came from no other. Sources that all
 * came from each other have no such end: the first of them by id stands for the circle.
 */
function rootsOf(sourceId: string, tree: SourceTree): Set<string> {
  const reach = reachOf(sourceId, tree);
  const roots = new Set([...reach].filter((id) => (tree.get(id) ?? []).length === 0));
  const leading = leadingTo(roots, reach, tree);
  for (const id of reach) {
    if (leading.has(id)) continue;
    // Whatever this one came from ends in circles; it is in one itself where all of it leads back.
    const behind = [...reachOf(id, tree)].sort();
    if (behind.every((one) => reachOf(one, tree).has(id))) roots.add(behind[0] ?? id);
  }
  return roots;
}

type Roots = ReadonlySet<string>;

const holdsAllOf = (roots: Roots, other: Roots) => [...other].every((root) => roots.has(root));
const shareNone = (roots: Roots, other: Roots) => [...other].every((root) => !roots.has(root));

/** The most of these that share no root: with the first one, or without it. */
function mostApart(rootSets: readonly Roots[]): number {
  const [first, ...others] = rootSets;
  if (first === undefined) return 0;
  const apart = others.filter((other) => shareNone(first, other));
  const withFirst = 1 + mostApart(apart);
  // Leaving it out can gain something only where it stands in the way of two others.
  return others.length - apart.length < 2 ? withFirst : Math.max(withFirst, mostApart(others));
}

/** So many, taking them as they come: never more than the most. */
function apartInTurn(rootSets: readonly Roots[]): number {
  const taken = new Set<string>();
  let count = 0;
  for (const roots of rootSets) {
    if (!shareNone(taken, roots)) continue;
    for (const root of roots) taken.add(root);
    count += 1;
  }
  return count;
}

/** Among more pieces than these that are each drawn from several roots, the exact count would take too long. */
const exactMax = 20;

/**
 * Counts the most sources of which no two share a root. A piece drawn from two others adds nothing beside
 * them, and counts once without them.
 */
export function independentCount(sourceIds: readonly string[], tree: SourceTree): number {
  const rootSets = [...new Set(sourceIds)].sort().map((id) => rootsOf(id, tree));
  const telling: Roots[] = [];
  for (const roots of rootSets.sort((a, b) => a.size - b.size)) {
    // Where one with all the roots of another could stand, the other could stand as well.
    if (!telling.some((other) => holdsAllOf(roots, other))) telling.push(roots);
  }
  // One with a single root stands in nobody's way any more.
  const drawn = telling.filter((roots) => roots.size > 1);
  const counted = drawn.length <= exactMax ? mostApart(drawn) : apartInTurn(drawn);
  return telling.length - drawn.length + counted;
}
