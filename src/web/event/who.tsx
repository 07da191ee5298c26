import { quantityWords } from '../parts/quantity.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Speakers } from '../parts/speakers.tsx';
import type { Actor, Claim, Event } from '../state/schemas.ts';
import { attributionWords, numberWords, termWords } from '../time/words.ts';

type Participant = Event['participants'][number];

/** Participants shown at once; the others are folded. */
const shown = 12;

type Props = { event: Event; claims: readonly Claim[]; actors: ReadonlyMap<string, Actor> };

/**
 * The participants of an event with their roles. Beside the judgement of the editor on each role stand those who say it
 * or deny it, because the two may differ.
 */
export function Who({ event, claims, actors }: Props) {
  const { participants } = event;
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
      <SaidOf participant={participant} event={event} claims={claims} actors={actors} />
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
        <p class="why">Roles, numbers and how established they are: as the editor of the dataset judges.</p>
      </dd>
    </>
  );
}

/** Predicates that give an actor a part in an event. Others, such as `warned_of`, say nothing of its role. */
const parts: readonly string[] = [
  'responsible_for',
  'solely_responsible_for',
  'carried_out',
  'planned',
  'involved_in',
  'supported',
  'victim_of',
  'targeted',
  'affected',
];

/** Names those who now say, or deny, that an actor had a part in the event: "involved in: denied by the ministry". */
function SaidOf({ participant: { actorId }, event, claims, actors }: Props & { participant: Participant }) {
  const about = claims.filter(
    ({ withdrawn, polarity, proposition: { subject, predicate, object } }) =>
      !withdrawn &&
      polarity !== 'unknown' &&
      parts.includes(predicate) &&
      ((subject.id === actorId && object.kind === 'event' && object.id === event.id) ||
        (subject.id === event.id && object.kind === 'actor' && object.id === actorId)),
  );
  const sides = Map.groupBy(about, ({ polarity, proposition: { predicate } }) => `${predicate} ${polarity}`);
  return (
    <>
      {[...sides].map(([key, own]) => (
        <small key={key}>
          {termWords(own[0]?.proposition.predicate ?? '')}:{' '}
          {own[0]?.polarity === 'negative' ? 'denied' : 'said'} by{' '}
          <Speakers ids={own.map(({ claimantId }) => claimantId)} actors={actors} />
        </small>
      ))}
    </>
  );
}
