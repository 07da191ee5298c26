import type { ComponentChildren } from 'preact';
import type {
  Actor,
  Event,
  Place,
  PredicateDefinition,
  PropositionObject,
  Stated,
} from '../state/schemas.ts';
import { countryWords, termWords, timeWords } from '../time/words.ts';
import { isOne, quantityWords } from './quantity.ts';
import { RecordLink } from './record-link.tsx';
import { Text } from './text.tsx';
import { useVocabulary } from './vocabulary.ts';

/** A proposition in words: subject, predicate and object, each with a direction of its own. */

export type Names = {
  actors?: ReadonlyMap<string, Pick<Actor, 'name'>>;
  events?: ReadonlyMap<string, Pick<Event, 'title'>>;
};

type Props = {
  proposition: Stated;
  names?: Names | undefined;
  /** Makes links of the actors and events that it names, except `here`, whose page is open. */
  links?: boolean;
  here?: string | undefined;
  /** Leaves out the parts that a heading above already says. */
  part?: 'whole' | 'opening' | 'object';
};

export function Statement({ proposition, names = {}, links = false, here, part = 'whole' }: Props) {
  const { subject, object } = proposition;
  const { predicates } = useVocabulary() ?? {};
  const words = wordsOf(proposition, predicates);
  const named = (kind: 'actor' | 'event', id: string, fallback: string | undefined) => {
    const name = kind === 'actor' ? names.actors?.get(id)?.name : names.events?.get(id)?.title;
    const text = name ?? fallback ?? id;
    if (!links || id === here) return <Text>{text}</Text>;
    return (
      <RecordLink kind={kind} id={id}>
        {text}
      </RecordLink>
    );
  };
  return (
    <>
      {part !== 'object' && (
        <>
          {named(subject.kind, subject.id, words.subject)} <span class="predicate">{words.predicate}</span>
        </>
      )}
      {part === 'whole' && ' '}
      {part !== 'opening' &&
        (object.kind === 'actor' || object.kind === 'event'
          ? named(object.kind, object.id, words.object)
          : valueWords(object))}
    </>
  );
}

function valueWords(object: Exclude<PropositionObject, { kind: 'actor' | 'event' }>): ComponentChildren {
  switch (object.kind) {
    case 'place':
      return (
        <>
          <Text>{object.place.name}</Text>
          {countryOf(object.place)}
        </>
      );
    case 'quantity':
      return <Text>{quantityWords(object)}</Text>;
    case 'time':
      return timeWords(object.time);
    case 'text':
      return <Text lang={object.lang}>{object.value}</Text>;
  }
}

/** Returns true for a proposition whose own text is long, so that it is folded. */
export const isLong = ({ object }: Stated): boolean => object.kind === 'text' && object.value.length > 160;

/** Returns the country of a place after a comma, or nothing if the place is that country. */
function countryOf({ name, countryCode }: Place): string {
  const country = countryCode === null ? name : countryWords(countryCode);
  return country === name ? '' : `, ${country}`;
}

type Words = { subject?: string; predicate: string; object?: string };

/**
 * Returns the predicate in words. For subjects and objects that are not loaded, it takes the names from the text of the
 * proposition: `Hamas · is responsible for · Attack on the station`.
 */
function wordsOf(
  { predicate, object, text }: Stated,
  predicates: readonly PredicateDefinition[] | undefined,
): Words {
  const label = predicates?.find(({ id }) => id === predicate)?.label;
  if (label === undefined) {
    const [subject = '', words, ...rest] = text?.split(' · ') ?? [];
    return words === undefined
      ? { predicate: termWords(predicate) }
      : { subject, predicate: words, object: rest.join(' · ') };
  }
  const words = object.kind === 'quantity' && !isOne(object) ? label.many : label.one;
  const middle = ` · ${words} · `;
  const at = text?.indexOf(middle) ?? -1;
  if (text === undefined || at < 0) return { predicate: words };
  return { subject: text.slice(0, at), predicate: words, object: text.slice(at + middle.length) };
}
