import { type CardClaim, ClaimCard, cardsOf } from '../event/claim-card.tsx';
import { isLong, type Names, Statement } from '../parts/statement.tsx';
import { Fold } from '../parts/text.tsx';
import type { Actor, Source } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { type Column, polarityWords, type Shared } from './sides.ts';

/** One side of a dispute: its statement, and the claims with their speakers, dates and evidence. */

/** Claims of a side shown at once; the others are folded. */
const shown = 3;

type Props = {
  column: Column;
  shared: Shared;
  names: Names;
  actors: ReadonlyMap<string, Actor>;
  sources: ReadonlyMap<string, Source>;
  /** Level of its heading. */
  level: 3 | 4 | 5;
};

export function Side({ column, shared, names, actors, sources, level }: Props) {
  const { side, letter } = column;
  const { polarity, claimantCount, independentSources } = side;
  const standing = cardsOf(side.holders);
  const withdrawn = cardsOf(side.withdrawn);
  const Heading = `h${level}` as const;
  return (
    <li class={`side ${polarity} ${standing.length === 0 ? 'abandoned' : ''}`}>
      <Heading class="side-title" dir="auto">
        <span class="letter">{letter}</span> <SideTitle column={column} shared={shared} names={names} />
      </Heading>
      {isLong(column.proposition) && <Fold />}
      <p class="held">
        {standing.length === 0
          ? 'Nobody holds this any more'
          : `${shared === 'whole' ? 'By' : `${polarityWords[polarity]} by`} ${countWords(claimantCount, 'actor')}, ${sourceWords(independentSources)}`}
      </p>
      <Cards claims={[...standing, ...withdrawn]} actors={actors} sources={sources} />
    </li>
  );
}

export function SideTitle({ column, shared, names }: Pick<Props, 'column' | 'shared' | 'names'>) {
  const { side, proposition } = column;
  if (shared === 'whole') return <>{polarityWords[side.polarity]}</>;
  return (
    <>
      {side.polarity === 'negative' && 'Not so: '}
      <Statement proposition={proposition} names={names} part={shared === 'opening' ? 'object' : 'whole'} />
    </>
  );
}

export const sourceWords = (count: number): string =>
  count === 0 ? 'no source recorded' : countWords(count, 'independent source');

function Cards({
  claims,
  actors,
  sources,
}: {
  claims: readonly CardClaim[];
  actors: ReadonlyMap<string, Actor>;
  sources: ReadonlyMap<string, Source>;
}) {
  const card = (claim: CardClaim) => (
    <ClaimCard key={claim.id} claim={claim} actors={actors} sources={sources} />
  );
  const rest = claims.slice(shown);
  return (
    <>
      {claims.slice(0, shown).map(card)}
      {rest.length > 0 && (
        <details class="rest">
          <summary>{countWords(rest.length, 'more claim')}</summary>
          {rest.map(card)}
        </details>
      )}
    </>
  );
}
