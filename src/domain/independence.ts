/**
 * Counts independent sources. A syndicated copy, a translation, a quotation or a revision adds no weight to its origin,
 * so sources are counted by their roots.
 */

/** Maps each source to its direct origins. */
export type SourceTree = ReadonlyMap<string, readonly string[]>;

/** Returns a source and all of its origins, through any number of steps. */
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

/** Returns those of the sources in `reach` that derive, through any number of steps, from one of the ends. */
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
 * Returns the roots of a source: the origins without an origin of their own. Sources that derive from each other in a
 * circle have no such origin. The first of them by id is their root.
 */
function rootsOf(sourceId: string, tree: SourceTree): Set<string> {
  const reach = reachOf(sourceId, tree);
  const roots = new Set([...reach].filter((id) => (tree.get(id) ?? []).length === 0));
  const leading = leadingTo(roots, reach, tree);
  for (const id of reach) {
    if (leading.has(id)) continue;
    // This source reaches no root, so its chains end in circles. It is in a circle itself if all of its origins derive from it.
    const behind = [...reachOf(id, tree)].sort();
    if (behind.every((one) => reachOf(one, tree).has(id))) roots.add(behind[0] ?? id);
  }
  return roots;
}

type Roots = ReadonlySet<string>;

const holdsAllOf = (roots: Roots, other: Roots) => [...other].every((root) => roots.has(root));
const shareNone = (roots: Roots, other: Roots) => [...other].every((root) => !roots.has(root));

/** Returns the size of the largest group in which no two sources share a root. Tries with and without the first one. */
function mostApart(rootSets: readonly Roots[]): number {
  const [first, ...others] = rootSets;
  if (first === undefined) return 0;
  const apart = others.filter((other) => shareNone(first, other));
  const withFirst = 1 + mostApart(apart);
  // Without the first one, the group can only grow if the first one excludes at least two others.
  return others.length - apart.length < 2 ? withFirst : Math.max(withFirst, mostApart(others));
}

/** Returns the size of one such group, taking sources in order. It may be smaller than the largest group. */
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

/** Maximum number of sources with several roots for the exact count, whose time grows exponentially. */
const exactMax = 20;

/**
 * Counts independent sources: the largest group in which no two share a root. A source derived from two others adds
 * nothing if these are in the list, and counts as one if they are not.
 */
export function independentCount(sourceIds: readonly string[], tree: SourceTree): number {
  const rootSets = [...new Set(sourceIds)].sort().map((id) => rootsOf(id, tree));
  const telling: Roots[] = [];
  for (const roots of rootSets.sort((a, b) => a.size - b.size)) {
    // A source that has all roots of another one can be replaced by that other one in any group.
    if (!telling.some((other) => holdsAllOf(roots, other))) telling.push(roots);
  }
  // A source with a single root shares it with no other remaining source.
  const drawn = telling.filter((roots) => roots.size > 1);
  const counted = drawn.length <= exactMax ? mostApart(drawn) : apartInTurn(drawn);
  return telling.length - drawn.length + counted;
}
