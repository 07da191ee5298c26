import type { ComponentChildren } from 'preact';
import type { Names } from '../parts/statement.tsx';
import { Text } from '../parts/text.tsx';
import type { Context } from '../state/records.ts';
import type { Dispute } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { History } from './history.tsx';
import { between, nameOf, type Piece } from './name.ts';
import { Side, sourceWords } from './side.tsx';
import { against, arranged, type Column } from './sides.ts';
import { Withdrawals } from './withdrawals.tsx';

/** A dispute as one block: its sides next to each other, and its course in time. */

/** Sides shown at once; the others are folded. */
const sidesShown = 12;

type Props = { dispute: Dispute; context: Context; level: 3 | 4 | 5 };

export function DisputeBlock({ dispute, context, level }: Props) {
  const sides = arranged(dispute);
  const { opposing, open, left, hasCamps } = sides;
  const side = (column: Column) => {
    const opponents = against(dispute, column.side, opposing);
    return (
      <Side
        key={column.letter}
        column={column}
        opponents={column.side.holders.length > 0 ? opponents : []}
        againstAll={opponents.length > 2 && opponents.length === opposing.length - 1}
        shared={sides.shared}
        names={context}
        {...context}
        level={level}
      />
    );
  };
  const rest = hasCamps ? [] : opposing.slice(sidesShown);
  const claims = dispute.history.map(({ claimId, actorId, withdrawn }) => ({
    id: claimId,
    actorId,
    withdrawn,
  }));
  return (
    <Withdrawals claims={claims}>
      <div class="dispute">
        {hasCamps ? (
          <Camps columns={opposing} side={side} />
        ) : (
          <ul class="sides" data-sides={Math.min(opposing.length, 4)}>
            {opposing.slice(0, sidesShown).map(side)}
          </ul>
        )}
        {rest.length > 0 && (
          <details class="rest">
            <summary>{countWords(rest.length, 'more side')}</summary>
            <ul class="sides" data-sides={4}>
              {rest.map(side)}
            </ul>
          </details>
        )}
        {open.length + left.length > 0 && (
          <ul class="sides" data-sides={1}>
            {[...open, ...left].map(side)}
          </ul>
        )}
        <History dispute={dispute} sides={sides} names={context} />
      </div>
    </Withdrawals>
  );
}

/** The two camps of a dispute as columns. The sides of a camp do not oppose each other. */
function Camps({
  columns,
  side,
}: {
  columns: readonly Column[];
  side: (column: Column) => ComponentChildren;
}) {
  return (
    <div class="camps">
      {([1, 2] as const).map((number) => {
        const own = columns.filter(({ camp }) => camp === number);
        const rest = own.slice(sidesShown);
        return (
          <div key={number}>
            <ul class="sides">{own.slice(0, sidesShown).map(side)}</ul>
            {rest.length > 0 && (
              <details class="rest">
                <summary>{countWords(rest.length, 'more side')}</summary>
                <ul class="sides">{rest.map(side)}</ul>
              </details>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The name of a dispute with its texts isolated. */
export function DisputeTitle({ dispute, names }: { dispute: Dispute; names: Names }) {
  const { topic, parties } = nameOf(dispute, names);
  const written = (pieces: readonly Piece[]) =>
    pieces.map((piece, index) => (typeof piece === 'string' ? piece : <Text key={index}>{piece.data}</Text>));
  return (
    <>
      {written(topic)}
      {parties.length > 0 && (
        <span class="parties">
          {between}
          {written(parties)}
        </span>
      )}
    </>
  );
}

const reasonWords: Record<Dispute['reasons'][number], string> = {
  opposing_polarity: 'some affirm it, others deny it',
  incompatible_values: 'only one value can be true',
  contradicting_claims: 'claims contradict each other',
};

/** Returns the reasons of a dispute and its numbers of positions, their holders, claims and sources. */
export function disputeSummary(dispute: Dispute): string {
  const { opposing } = arranged(dispute);
  const holders = new Set(opposing.flatMap(({ side }) => side.holders.map(({ actorId }) => actorId)));
  const reasons = dispute.reasons.map((reason) => reasonWords[reason]).join('; ');
  return [
    `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}`,
    `${countWords(opposing.length, 'position')} of ${countWords(holders.size, 'actor')}, ${countWords(dispute.claimCount, 'claim')}`,
    sourceWords(dispute.independentSources),
  ].join('. ');
}
