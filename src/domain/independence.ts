/**
 * Counts independent sources. A syndicated copy, a translation, a quotation or a revision adds no weight to its origin,
 * so sources are counted by their roots.
 */

/** Maps each source to its direct origins. */
export type SourceTree = ReadonlyMap<string, readonly string[]>;

/** Makes the tree of sources of which each is given with each of its direct origins. */
export function sourceTreeOf(derivations: readonly { sourceId: string; originId: string }[]): SourceTree {
  const bySource = Map.groupBy(derivations, ({ sourceId }) => sourceId);
  return new Map([...bySource].map(([id, steps]) => [id, steps.map(({ originId }) => originId)]));
}

type Roots = ReadonlySet<string>;

/** One source, or several that derive from each other. They have the same roots. */
type Group = {
  /** The root, if the group derives from no other group: the first source by id. */
  root: string | undefined;
  /** The groups that it derives from directly. */
  origins: readonly Group[];
};

/** A source on the path of the search. */
type Visit = {
  id: string;
  /** The number of sources visited before. */
  order: number;
  /** The smallest order that the source reaches within its circle. */
  low: number;
  origins: readonly string[];
  /** The number of origins followed. */
  followed: number;
};

/**
 * Finds the roots of sources: the origins without an origin of their own. Sources that derive from each other in a
 * circle, and from no other source, have no such origin. The first of them by id is their root.
 *
 * Sources in a circle are found together (R. Tarjan, "Depth-first search and linear graph algorithms", 1972). The
 * search keeps its own stack, because chains of sources may be long.
 */
class RootFinder {
  readonly #tree: SourceTree;
  readonly #groups = new Map<string, Group>();
  readonly #roots = new Map<Group, Roots>();
  readonly #visits = new Map<string, Visit>();
  /** The visited sources whose group is not known yet, in the order of the visits. */
  readonly #open: string[] = [];

  constructor(tree: SourceTree) {
    this.#tree = tree;
  }

  rootsOf(sourceId: string): Roots {
    if (!this.#groups.has(sourceId)) this.#search(sourceId);
    const group = this.#groups.get(sourceId);
    if (group === undefined) return new Set();
    const roots = this.#roots.get(group) ?? rootsBehind(group);
    this.#roots.set(group, roots);
    return roots;
  }

  #search(sourceId: string): void {
    const path = [this.#visit(sourceId)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const origin = visit.origins[visit.followed];
      visit.followed += 1;
      if (origin === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) parent.low = Math.min(parent.low, visit.low);
        if (visit.low === visit.order) this.#close(visit.id);
      } else if (!this.#groups.has(origin)) {
        const seen = this.#visits.get(origin);
        if (seen === undefined) path.push(this.#visit(origin));
        else visit.low = Math.min(visit.low, seen.order);
      }
    }
  }

  #visit(id: string): Visit {
    const order = this.#visits.size;
    const visit = { id, order, low: order, origins: this.#tree.get(id) ?? [], followed: 0 };
    this.#visits.set(id, visit);
    this.#open.push(id);
    return visit;
  }

  /** Records the group of the source with this id, which was visited first of its group. */
  #close(id: string): void {
    const members = this.#open.splice(this.#open.lastIndexOf(id));
    const origins = new Set<Group>();
    for (const member of members) {
      for (const originId of this.#tree.get(member) ?? []) {
        const origin = this.#groups.get(originId);
        if (origin !== undefined) origins.add(origin);
      }
    }
    const [only] = origins;
    // A group with one origin has the roots of that one, so a chain needs no group for each of its sources.
    const group =
      only !== undefined && origins.size === 1
        ? only
        : { root: only === undefined ? members.sort()[0] : undefined, origins: [...origins] };
    for (const member of members) this.#groups.set(member, group);
  }
}

function rootsBehind(group: Group): Roots {
  const roots = new Set<string>();
  const reached = new Set([group]);
  // The set grows while it is read.
  for (const { root, origins } of reached) {
    if (root !== undefined) roots.add(root);
    for (const origin of origins) reached.add(origin);
  }
  return roots;
}

/** Collects sets of roots of which none contains another. */
class SmallestSets {
  readonly sets: Roots[] = [];
  /** Each set under one of its roots. A set that contains it has this root too. */
  readonly #byRoot = new Map<string, Roots[]>();

  /** Adds a set unless it contains one that is there. Smaller sets must be added first. */
  offer(roots: Roots): void {
    let rarest: { root: string; sets: Roots[] } | undefined;
    for (const root of roots) {
      const sets = this.#byRoot.get(root) ?? [];
      if (sets.some((other) => holdsAllOf(roots, other))) return;
      if (rarest === undefined || sets.length < rarest.sets.length) rarest = { root, sets };
    }
    if (rarest === undefined) return;
    this.sets.push(roots);
    rarest.sets.push(roots);
    this.#byRoot.set(rarest.root, rarest.sets);
  }
}

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
  const finder = new RootFinder(tree);
  const rootSets = new Set([...new Set(sourceIds)].sort().map((id) => finder.rootsOf(id)));
  // A source that has all roots of another one can be replaced by that other one in any group.
  const smallest = new SmallestSets();
  for (const roots of [...rootSets].sort((a, b) => a.size - b.size)) smallest.offer(roots);
  const telling = smallest.sets;
  // A source with a single root shares it with no other remaining source.
  const drawn = telling.filter((roots) => roots.size > 1);
  const counted = drawn.length <= exactMax ? mostApart(drawn) : apartInTurn(drawn);
  return telling.length - drawn.length + counted;
}
