import { against } from '../dispute/sides.ts';
import type {
  Dispute,
  DisputedProposition,
  PartyPosition,
  PartyPositions,
  Stated,
} from '../state/schemas.ts';

/** Compares the positions of parties: agreed, disputed between them, or taken by only one of them. */

/** Position of one party on one proposition, with its claims; undefined where it is silent. */
export type Cell = PartyPosition | undefined;
export type Row = { proposition: Stated; cells: readonly Cell[] };
/** A dispute with, for each party, its positions on the propositions of the dispute. */
export type DisputeRow = {
  dispute: Dispute;
  cells: readonly (readonly { proposition: DisputedProposition; cell: PartyPosition }[])[];
};

export type Comparison = {
  disputed: DisputeRow[];
  agreed: Row[];
  /** For each party, the propositions on which no other takes a side. */
  only: Row[][];
  /** Propositions on which nobody takes a side. */
  open: Row[];
};

export function compared(
  parties: readonly string[],
  positions: readonly PartyPositions[],
  disputes: readonly Dispute[],
): Comparison {
  const rows = positions.map(({ proposition, positions: taken }) => ({
    proposition,
    cells: parties.map((party) => taken.find(({ actorId }) => actorId === party)),
  }));
  const cellsOf = new Map(rows.map(({ proposition, cells }) => [proposition.key, cells]));
  const disputed = disputes
    .filter((dispute) => isBetween(dispute, cellsOf))
    .map((dispute) => disputeRow(dispute, parties, cellsOf));
  const told = new Set(disputed.flatMap(({ dispute }) => dispute.propositions.map(({ key }) => key)));
  const others = rows.filter(({ proposition }) => !told.has(proposition.key));
  const alone = others.filter(({ cells }) => cells.filter(takesSide).length === 1);
  return {
    disputed,
    agreed: others.filter(({ cells }) => cells.filter(takesSide).length > 1),
    only: parties.map((_, index) => alone.filter(({ cells }) => takesSide(cells[index]))),
    open: others.filter(({ cells }) => !cells.some(takesSide)),
  };
}

const polarities = { affirms: 'positive', denies: 'negative' } as const;
type Taking = PartyPosition & { position: keyof typeof polarities };

export const takesSide = (cell: Cell): cell is Taking => cell !== undefined && cell.position in polarities;

/** Returns true if one party stands against another in a dispute. */
function isBetween(dispute: Dispute, cellsOf: ReadonlyMap<string, readonly Cell[]>): boolean {
  const isHeldByOther = (key: string, polarity: string, party: number) =>
    (cellsOf.get(key) ?? []).some(
      (cell, index) => index !== party && takesSide(cell) && polarities[cell.position] === polarity,
    );
  return dispute.propositions.some(({ key }) =>
    (cellsOf.get(key) ?? []).some(
      (cell, party) =>
        takesSide(cell) &&
        against(dispute, { propositionKey: key, polarity: polarities[cell.position] }).some(({ side }) =>
          isHeldByOther(side.propositionKey, side.polarity, party),
        ),
    ),
  );
}

const disputeRow = (
  dispute: Dispute,
  parties: readonly string[],
  cellsOf: ReadonlyMap<string, readonly Cell[]>,
): DisputeRow => ({
  dispute,
  cells: parties.map((_, index) =>
    dispute.propositions.flatMap((proposition) => {
      const cell = cellsOf.get(proposition.key)?.[index];
      return cell === undefined ? [] : [{ proposition, cell }];
    }),
  ),
});
