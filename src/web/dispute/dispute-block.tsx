import type { ComponentChildren } from 'preact';
import { type Names, Statement } from '../parts/statement.tsx';
import type { Context } from '../state/records.ts';
import type { Dispute, DisputedProposition } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { History } from './history.tsx';
import { Side, sourceWords } from './side.tsx';
import { arranged, plainText } from './sides.ts';

/** A dispute as one block: its sides next to each other, and its course in time. */

/** Sides shown at once; the others are folded. */
const sidesShown = 12;

type Props = { dispute: Dispute; context: Context; level: 3 | 4 | 5 };

export function DisputeBlock({ dispute, context, level }: Props) {
  const sides = arranged(dispute);
  const side = (column: (typeof sides.opposing)[number]) => (
    <Side
      key={column.letter}
      column={column}
      shared={sides.shared}
      names={context}
      {...context}
      level={level}
    />
  );
  const rest = sides.opposing.slice(sidesShown);
  return (
    <div class="dispute">
      <ul class="sides" data-sides={Math.min(sides.opposing.length, 4)}>
        {sides.opposing.slice(0, sidesShown).map(side)}
      </ul>
      {rest.length > 0 && (
        <details class="rest">
          <summary>{countWords(rest.length, 'more side')}</summary>
          <ul class="sides" data-sides={4}>
            {rest.map(side)}
          </ul>
        </details>
      )}
      {sides.open.length > 0 && (
        <ul class="sides" data-sides={1}>
          {sides.open.map(side)}
        </ul>
      )}
      <History dispute={dispute} sides={sides} names={context} />
    </div>
  );
}

/** The title of a dispute: the statement, or the part of it, that all sides share. */
export function DisputeTitle({ dispute, names }: { dispute: Dispute; names: Names }): ComponentChildren {
  const { shared } = arranged(dispute);
  const [first] = dispute.propositions;
  if (first === undefined) return null;
  if (shared === 'whole') return <Statement proposition={first} names={names} />;
  if (shared === 'opening') {
    return (
      <>
        <Statement proposition={first} names={names} part="opening" /> …
      </>
    );
  }
  const hub = mostOpposed(dispute) ?? first;
  return (
    <>
      <Statement proposition={hub} names={names} />, and {opposedWords(dispute)}
    </>
  );
}

/** The title of a dispute as plain text. */
export function disputeTitle(dispute: Dispute): string {
  const { shared } = arranged(dispute);
  const [first] = dispute.propositions;
  if (first === undefined) return '';
  if (shared === 'whole') return plainText(first);
  if (shared === 'opening') return `${plainText(first, 2)} …`;
  return `${plainText(mostOpposed(dispute) ?? first)}, and ${opposedWords(dispute)}`;
}

const opposedWords = ({ propositionCount }: Dispute): string =>
  countWords(propositionCount - 1, 'opposed statement');

/** Returns the proposition with the most oppositions, which names the dispute. */
function mostOpposed({ propositions, oppositions }: Dispute): DisputedProposition | undefined {
  const weights = new Map<string, number>();
  for (const { propositionKey, otherKey } of oppositions) {
    for (const key of [propositionKey, otherKey]) weights.set(key, (weights.get(key) ?? 0) + 1);
  }
  const weight = ({ key }: DisputedProposition) => weights.get(key) ?? 0;
  return propositions.toSorted((a, b) => weight(b) - weight(a))[0];
}

const reasonWords: Record<Dispute['reasons'][number], string> = {
  opposing_polarity: 'some affirm it, others deny it',
  incompatible_values: 'only one value can be true',
  contradicting_claims: 'claims contradict each other',
};

/** Returns the reasons of a dispute and its numbers of sides, actors, claims and sources. */
export function disputeSummary(dispute: Dispute): string {
  const { opposing } = arranged(dispute);
  const speakers = new Set(dispute.history.map(({ actorId }) => actorId)).size;
  const reasons = dispute.reasons.map((reason) => reasonWords[reason]).join('; ');
  return [
    `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}`,
    `${countWords(opposing.length, 'side')}, ${countWords(speakers, 'actor')}, ${countWords(dispute.claimCount, 'claim')}`,
    sourceWords(dispute.independentSources),
  ].join('. ');
}
