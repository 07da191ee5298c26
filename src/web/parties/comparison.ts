import { against } from '../dispute/sides.ts';
import type { Claim, Dispute, DisputedProposition, Stated } from '../state/schemas.ts';

/** Compares what parties say: on what they agree, what is disputed between them, and what only one of them says. */

export type Stand = 'affirms' | 'denies' | 'open' | 'withdrawn' | 'silent';
/** Where one party stands on one proposition, and by which claims. */
export type Cell = { stand: Stand; claims: readonly Claim[] };
export type Row = { proposition: Stated; cells: readonly Cell[] };
/** For each party, where it stands on the propositions of a dispute that it speaks of. */
export type DisputeRow = {
  dispute: Dispute;
  cells: readonly (readonly { proposition: DisputedProposition; cell: Cell }[])[];
};

export type Comparison = {
  disputed: DisputeRow[];
  agreed: Row[];
  /** For each party, what no other takes a side on. */
  only: Row[][];
  /** What nobody takes a side on. */
  open: Row[];
};

export function compared(
  parties: readonly string[],
  claims: readonly Claim[],
  disputes: readonly Dispute[],
): Comparison {
  const byKey = Map.groupBy(claims, ({ proposition }) => proposition.key);
  const rowFor = (key: string) =>
    parties.map((party) => cellOf((byKey.get(key) ?? []).filter(({ claimantId }) => claimantId === party)));
  const disputed = disputes
    .filter((dispute) => isBetween(dispute, rowFor))
    .map((dispute) => disputeRow(dispute, parties, rowFor));
  const told = new Set(disputed.flatMap(({ dispute }) => dispute.propositions.map(({ key }) => key)));
  const rows = [...byKey]
    .filter(([key]) => !told.has(key))
    .flatMap(([key, [first]]) =>
      first === undefined ? [] : [{ proposition: first.proposition, cells: rowFor(key) }],
    );
  const taking = ({ cells }: Row) => cells.filter(takesSide);
  const alone = rows.filter((row) => taking(row).length === 1);
  return {
    disputed,
    agreed: rows.filter((row) => taking(row).length > 1),
    only: parties.map((_, index) => alone.filter((row) => taking(row)[0] === row.cells[index])),
    open: rows.filter((row) => taking(row).length === 0),
  };
}

/** Returns where the claims of one actor on one proposition leave it. The claims must be in order of time. */
function cellOf(claims: readonly Claim[]): Cell {
  const last = claims.at(-1);
  if (last === undefined) return { stand: 'silent', claims };
  const standing = claims.findLast(({ withdrawn, act }) => !withdrawn && act !== 'retracts');
  if (last.act === 'retracts' || standing === undefined) return { stand: 'withdrawn', claims };
  if (standing.polarity === 'unknown') return { stand: 'open', claims };
  return { stand: standing.polarity === 'positive' ? 'affirms' : 'denies', claims };
}

const polarities = { affirms: 'positive', denies: 'negative' } as const;
type Taken = keyof typeof polarities;

const takesSide = (cell: Cell): cell is Cell & { stand: Taken } => cell.stand in polarities;

/** Returns true if one party stands against another in a dispute. */
function isBetween(dispute: Dispute, rowFor: (key: string) => Cell[]): boolean {
  const rows = new Map(dispute.propositions.map(({ key }) => [key, rowFor(key)]));
  const isHeldByOther = (key: string, polarity: string, party: number) =>
    (rows.get(key) ?? []).some(
      (cell, index) => index !== party && takesSide(cell) && polarities[cell.stand] === polarity,
    );
  return [...rows].some(([key, cells]) =>
    cells.some(
      (cell, party) =>
        takesSide(cell) &&
        against(dispute, key, polarities[cell.stand]).some(({ side }) =>
          isHeldByOther(side.propositionKey, side.polarity, party),
        ),
    ),
  );
}

const disputeRow = (
  dispute: Dispute,
  parties: readonly string[],
  rowFor: (key: string) => Cell[],
): DisputeRow => ({
  dispute,
  cells: parties.map((_, index) =>
    dispute.propositions.flatMap((proposition) => {
      const cell = rowFor(proposition.key)[index];
      return cell === undefined || cell.stand === 'silent' ? [] : [{ proposition, cell }];
    }),
  ),
});
