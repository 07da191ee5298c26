import { RecordLink } from '../parts/record-link.tsx';
import type { Actor, Event } from '../state/schemas.ts';
import { attributionWords, numberWords, termWords } from '../time/words.ts';

type Participant = Event['participants'][number];

/** Who had which part, and how established that is. */
export function Who({
  participants,
  actors,
}: {
  participants: Event['participants'];
  actors: ReadonlyMap<string, Actor>;
}) {
  if (participants.length === 0) return null;
  return (
    <>
      <dt>Who</dt>
      <dd>
        <ul class="who">
          {participants.map((participant) => (
            <li key={`${participant.actorId} ${participant.role}`}>
              <RecordLink kind="actor" id={participant.actorId}>
                {actors.get(participant.actorId)?.name ?? participant.actorId}
              </RecordLink>
              <span class="role">
                {termWords(participant.role)}
                {countWordsOf(participant)}
              </span>
              <span class={`tag attribution ${participant.attribution}`}>
                {attributionWords(participant.attribution)}
              </span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

function countWordsOf({ count }: Participant): string {
  if (count === null) return '';
  const { min, best, max, unit } = count;
  const [low, high, one] = [min, max, best].map((value) => (value === null ? undefined : numberWords(value)));
  const range =
    low !== undefined && high !== undefined
      ? `${low}–${high}`
      : low !== undefined
        ? `at least ${low}`
        : high !== undefined
          ? `at most ${high}`
          : '';
  if (one === undefined) return `: ${range} ${termWords(unit)}`;
  return `: ${one}${range === '' ? '' : ` (${range})`} ${termWords(unit)}`;
}
