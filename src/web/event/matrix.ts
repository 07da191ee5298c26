import type { Claim, Proposition } from '../state/schemas.ts';

/** The claims about an event, sorted by what they say: a proposition a row, its sides the columns. */

export const sides = ['positive', 'negative', 'unknown'] as const;
export type Side = (typeof sides)[number];
export type Row = { proposition: Proposition; claims: Record<Side, Claim[]>; opposes: Proposition[] };

/**
 * Rows in the order in which an editor would read them: disputes first, and the propositions of one dispute, which may
 * be worded differently, together; then by how much is said.
 * @param opposed by key, the keys of the propositions that cannot be so together with it
 */
export function rowsOf(
  propositions: readonly Proposition[],
  claims: readonly Claim[],
  opposed: ReadonlyMap<string, readonly string[]>,
): Row[] {
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  const known = new Map(propositions.map((proposition) => [proposition.key, proposition]));
  const rows = inDisputeOrder(propositions, opposed).map((proposition) => ({
    proposition,
    claims: bySide(byKey.get(proposition.key) ?? []),
    opposes: (opposed.get(proposition.key) ?? []).flatMap((key) => known.get(key) ?? []),
  }));
  return rows;
}

function bySide(claims: readonly Claim[]): Record<Side, Claim[]> {
  const sorted = Object.groupBy(claims, ({ polarity }) => polarity);
  return { positive: sorted.positive ?? [], negative: sorted.negative ?? [], unknown: sorted.unknown ?? [] };
}

function inDisputeOrder(
  propositions: readonly Proposition[],
  opposed: ReadonlyMap<string, readonly string[]>,
): Proposition[] {
  const waiting = new Map(
    [...propositions].sort(byWeight).map((proposition) => [proposition.key, proposition]),
  );
  const ordered: Proposition[] = [];
  const take = (key: string) => {
    const proposition = waiting.get(key);
    if (proposition === undefined) return;
    waiting.delete(key);
    ordered.push(proposition);
    for (const other of opposed.get(key) ?? []) take(other);
  };
  for (const key of [...waiting.keys()]) take(key);
  return ordered;
}

const byWeight = (a: Proposition, b: Proposition): number =>
  Number(b.contested) - Number(a.contested) || b.claimCount - a.claimCount;
