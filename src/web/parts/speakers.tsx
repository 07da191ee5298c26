import type { Actor } from '../state/schemas.ts';
import { numberWords } from '../time/words.ts';
import { RecordLink } from './record-link.tsx';

/** Actors by name, the first few of them, as links. */

const shown = 4;

type Props = { ids: readonly string[]; actors: ReadonlyMap<string, Pick<Actor, 'name'>> };

export function Speakers({ ids, actors }: Props) {
  const speakers = [...new Set(ids)];
  return (
    <>
      {speakers.slice(0, shown).map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <RecordLink kind="actor" id={id}>
            {actors.get(id)?.name ?? id}
          </RecordLink>
        </span>
      ))}
      {speakers.length > shown && ` and ${numberWords(speakers.length - shown)} more`}
    </>
  );
}
