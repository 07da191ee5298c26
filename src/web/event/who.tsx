import { quantityWords } from '../parts/quantity.ts';
import { RecordLink } from '../parts/record-link.tsx';
import type { Actor, Event } from '../state/schemas.ts';
import { attributionWords, numberWords, termWords } from '../time/words.ts';

type Participant = Event['participants'][number];

/** Participants shown at once; the others are folded. */
const shown = 12;

/** The participants of an event with their roles, and how established each role is. */
export function Who({
  participants,
  actors,
}: {
  participants: Event['participants'];
  actors: ReadonlyMap<string, Actor>;
}) {
  if (participants.length === 0) return null;
  const row = (participant: Participant) => (
    <li key={`${participant.actorId} ${participant.role}`}>
      <RecordLink kind="actor" id={participant.actorId}>
        {actors.get(participant.actorId)?.name ?? participant.actorId}
      </RecordLink>
      <span class="role">
        {termWords(participant.role)}
        {participant.count !== null && `: ${quantityWords(participant.count)}`}
      </span>
      <span class={`tag attribution ${participant.attribution}`}>
        {attributionWords(participant.attribution)}
      </span>
    </li>
  );
  const rest = participants.slice(shown);
  return (
    <>
      <dt>Who</dt>
      <dd>
        <ul class="who">{participants.slice(0, shown).map(row)}</ul>
        {rest.length > 0 && (
          <details class="rest">
            <summary>{numberWords(rest.length)} more</summary>
            <ul class="who">{rest.map(row)}</ul>
          </details>
        )}
      </dd>
    </>
  );
}
