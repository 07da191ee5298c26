import { RecordLink } from '../parts/record-link.tsx';
import { useResource } from '../state/resource.ts';
import type { Actor } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { type Scope, speakersIn } from './parties-data.ts';

/** The choice of parties. Every step is a link, so that it can be shared and needs no scripts. */

type Props = { parties: readonly Actor[]; scope: Scope; most: number };

export function Choose({ parties, scope, most }: Props) {
  const { value: speakers = [] } = useResource(['speakers', scope], (signal) => speakersIn(scope, signal));
  const ids = parties.map(({ id }) => id);
  const others = speakers.filter(({ id }) => !ids.includes(id));
  const open = (chosen: readonly string[]) => ({
    kind: 'parties' as const,
    id: chosen.join(','),
    ...(scope.eventId === undefined ? {} : { event: scope.eventId }),
  });
  return (
    <details class="choose" open={parties.length < 2}>
      <summary>Choose other parties</summary>
      <ul class="plain">
        {parties.length > 1 &&
          parties.map(({ id, name }) => (
            <li key={id}>
              <RecordLink {...open(ids.filter((each) => each !== id))}>Without {name}</RecordLink>
            </li>
          ))}
        {parties.length < most &&
          others.map(({ id, name, claims }) => (
            <li key={id}>
              <RecordLink {...open([...ids, id])}>{parties.length === 0 ? name : `With ${name}`}</RecordLink>{' '}
              <small>{countWords(claims, 'claim')}</small>
            </li>
          ))}
        {parties.length === most &&
          others.map(({ id, name, claims }) => (
            <li key={id}>
              <RecordLink {...open([...ids.slice(0, most - 1), id])}>
                {name} instead of {parties.at(-1)?.name}
              </RecordLink>{' '}
              <small>{countWords(claims, 'claim')}</small>
            </li>
          ))}
      </ul>
    </details>
  );
}
