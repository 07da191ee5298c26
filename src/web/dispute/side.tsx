import { type CardClaim, ClaimCard, cardsOf } from '../event/claim-card.tsx';
import { Speakers } from '../parts/speakers.tsx';
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
  /** Sides that stand against it. */
  opponents: readonly Column[];
  /** True if it stands against all other sides, and these are several. */
  againstAll: boolean;
  shared: Shared;
  names: Names;
  actors: ReadonlyMap<string, Actor>;
  sources: ReadonlyMap<string, Source>;
  /** Level of its heading. */
  level: 3 | 4 | 5;
};

export function Side({ column, shared, names, actors, sources, level, ...opposed }: Props) {
  const { side, letter, camp } = column;
  const { polarity, independentSources } = side;
  const standing = cardsOf(side.holders);
  const withdrawn = cardsOf(side.withdrawn);
  const Heading = `h${level}` as const;
  return (
    <li class={`side ${polarity} ${toneOf(camp)} ${standing.length === 0 ? 'abandoned' : ''}`}>
      <Heading class="side-title" dir="auto">
        <span class={`letter ${toneOf(camp)}`}>{letter}</span>{' '}
        <SideTitle column={column} shared={shared} names={names} />
      </Heading>
      {isLong(column.proposition) && <Fold />}
      <p class="held">
        {standing.length === 0 ? (
          'Nobody holds this any more'
        ) : (
          <>
            {shared === 'whole' ? 'By' : `${polarityWords[polarity]} by`}{' '}
            <Speakers ids={side.holders.map(({ actorId }) => actorId)} actors={actors} />,{' '}
            {sourceWords(independentSources)}
          </>
        )}
      </p>
      <Opponents {...opposed} actors={actors} />
      <Cards claims={[...standing, ...withdrawn]} actors={actors} sources={sources} />
    </li>
  );
}

/** Names the sides that stand against one, by letter and by who holds them. */
function Opponents({ opponents, againstAll, actors }: Pick<Props, 'opponents' | 'againstAll' | 'actors'>) {
  if (opponents.length === 0) return null;
  if (againstAll) return <p class="held">Against all other sides</p>;
  return (
    <p class="held">
      Against{' '}
      {opponents.map(({ letter, camp }) => (
        <span key={letter}>
          <span class={`letter ${toneOf(camp)}`}>{letter}</span>{' '}
        </span>
      ))}
      (
      <Speakers
        ids={opponents.flatMap(({ side }) => side.holders.map(({ actorId }) => actorId))}
        actors={actors}
      />
      )
    </p>
  );
}

/** Returns the class of the colour of a camp. Sides without camps have one colour in common. */
export const toneOf = (camp: Column['camp']): string => (camp === null ? '' : `camp-${camp}`);

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
    <ClaimCard key={claim.id} claim={claim} actors={actors} sources={sources} inDispute />
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
