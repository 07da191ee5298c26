import type { Actor } from '../state/schemas.ts';

/** Arranges the relatives of an actor as a tree: actors stand above those that belong to them. */

export type Branch = { actor: Actor; relation: string; below: Branch[] };
/** A relation beside the tree. `statedByOther` is true if the other actor states it of this one. */
type Beside = { actor: Actor; relation: string; statedByOther: boolean };
export type Tree = { roots: Branch[]; beside: Beside[] };

const deepest = 6;

/** Relations in which an actor stands below another. Other relations are listed beside the tree. */
const upward: readonly string[] = [
  'part_of',
  'member_of',
  'affiliated_with',
  'employed_by',
  'leads',
  'spokesperson_for',
];

export function treeOf(actor: Actor, known: ReadonlyMap<string, Actor>): Tree {
  const below = (parent: Actor, seen: readonly string[]): Branch[] =>
    seen.length > deepest
      ? []
      : [...known.values()].flatMap((child) =>
          child.relations
            .filter(
              ({ type, actorId }) =>
                actorId === parent.id && upward.includes(type) && !seen.includes(child.id),
            )
            .map(({ type }) => ({ actor: child, relation: type, below: below(child, [...seen, child.id]) })),
        );
  const climb = (branch: Branch, seen: readonly string[]): Branch[] => {
    const parents = branch.actor.relations.filter(
      ({ type, actorId }) => upward.includes(type) && known.has(actorId) && !seen.includes(actorId),
    );
    if (parents.length === 0 || seen.length > deepest) return [branch];
    return parents.flatMap(({ type, actorId }) => {
      const parent = known.get(actorId);
      if (parent === undefined) return [];
      return climb({ actor: parent, relation: '', below: [{ ...branch, relation: type }] }, [
        ...seen,
        actorId,
      ]);
    });
  };
  const roots = climb({ actor, relation: '', below: below(actor, [actor.id]) }, [actor.id]);
  return { roots, beside: besideOf(actor, known) };
}

function besideOf(actor: Actor, known: ReadonlyMap<string, Actor>): Tree['beside'] {
  const own = actor.relations
    .filter(({ type }) => !upward.includes(type))
    .flatMap(({ type, actorId }) => {
      const other = known.get(actorId);
      return other === undefined ? [] : [{ actor: other, relation: type, statedByOther: false }];
    });
  const others = [...known.values()].flatMap((other) =>
    other.relations
      .filter(({ type, actorId }) => actorId === actor.id && !upward.includes(type))
      .map(({ type }) => ({ actor: other, relation: type, statedByOther: true })),
  );
  return [...own, ...others];
}
