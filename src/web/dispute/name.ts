import { quantityWords } from '../parts/quantity.ts';
import type { Names } from '../parts/statement.tsx';
import type { Dispute, DisputedProposition, DisputeSide } from '../state/schemas.ts';
import { countryWords, countWords, numberWords, timeWords } from '../time/words.ts';
import { type Arranged, against, arranged, type Column } from './sides.ts';

/**
 * Names a dispute: what it is about, and who stands on which side. It has no verb, because nothing tells if a subject is
 * one or many: "Fire in warehouse 4, injured: 12 persons (Fire brigade) or 31 persons (Harbour office)".
 */

/** A part of a name: words of this page, or a text from data. */
export type Piece = string | { data: string };
export type DisputeName = { topic: Piece[]; parties: Piece[] };

const speakersNamed = 2;
const valuesNamed = 3;
const longestText = 90;

export function nameOf(dispute: Dispute, names: Names): DisputeName {
  const sides = arranged(dispute);
  const [first] = sides.opposing;
  if (first === undefined) return { topic: [dispute.id], parties: [] };
  if (sides.shared === 'opening') return valuesNamedBy(first.proposition, sides, names);
  const { proposition } = mostOpposed(dispute, sides) ?? first;
  const { opening, object } = partsOf(proposition, names);
  const held = (polarity: DisputeSide['polarity']) =>
    sides.opposing.filter(
      ({ side }) => side.propositionKey === proposition.key && side.polarity === polarity,
    );
  const [affirming, denying] = [held('positive'), held('negative')];
  const others =
    affirming.length > 0 && denying.length > 0
      ? []
      : against(dispute, (affirming[0] ?? denying[0] ?? first).side, sides.opposing);
  const parties = [
    ['affirmed', affirming],
    ['denied', denying],
    ['contradicted', others],
  ] as const;
  return {
    topic: [...opening, ': ', { data: object }],
    parties: parties
      .filter(([, columns]) => columns.length > 0)
      .flatMap(([verb, columns], index) => [
        `${index > 0 ? ', ' : ''}${verb} by `,
        ...speakers(columns, names),
      ]),
  };
}

/** Returns the name of a dispute as plain text. */
export function disputeName(dispute: Dispute, names: Names): string {
  const { topic, parties } = nameOf(dispute, names);
  const text = (pieces: readonly Piece[]) =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : piece.data)).join('');
  return [text(topic), ...(parties.length > 0 ? [text(parties)] : [])].join(between);
}

/** Stands between the topic of a dispute and its parties. */
export const between = ' — ';

/** Names a dispute by the values of its sides, with who gives which. */
function valuesNamedBy(proposition: DisputedProposition, { opposing }: Arranged, names: Names): DisputeName {
  const { opening } = partsOf(proposition, names);
  const values = opposing
    .slice(0, valuesNamed)
    .flatMap((column, index): Piece[] => [
      index === 0 ? '' : ' or ',
      ...(column.side.polarity === 'negative' ? ['not '] : []),
      { data: partsOf(column.proposition, names).object },
      ' (',
      ...speakers([column], names),
      ')',
    ]);
  const rest = opposing.length - valuesNamed;
  const more = rest > 0 ? [`, and ${countWords(rest, 'other side')}`] : [];
  return { topic: [...opening, ': ', ...values, ...more], parties: [] };
}

/** Returns the position with the most opponents. */
const mostOpposed = (dispute: Dispute, { opposing }: Arranged): Column | undefined =>
  opposing.toSorted(
    (a, b) => against(dispute, b.side, opposing).length - against(dispute, a.side, opposing).length,
  )[0];

/** Names the holders of positions: the first of them, and the number of the others. */
function speakers(columns: readonly Column[], names: Names): Piece[] {
  const ids = [...new Set(columns.flatMap(({ side }) => side.holders.map(({ actorId }) => actorId)))];
  const shown = ids.length === speakersNamed ? speakersNamed : 1;
  const named = ids
    .slice(0, shown)
    .flatMap((id, index): Piece[] => [
      ...(index > 0 ? [' and '] : []),
      { data: names.actors?.get(id)?.name ?? id },
    ]);
  const rest = ids.length - shown;
  return rest > 0 ? [...named, ` and ${numberWords(rest)} others`] : named;
}

/** Takes the verb from the beginning of a predicate: "is responsible for", "has financial ties to". */
const auxiliary = /^(?:is|are|was|were|has|have)(?: |$)/;

/** Splits a proposition into its subject with the predicate, and its object. */
function partsOf(
  { subject, object, text }: DisputedProposition,
  names: Names,
): { opening: Piece[]; object: string } {
  const known =
    subject.kind === 'actor' ? names.actors?.get(subject.id)?.name : names.events?.get(subject.id)?.title;
  const start = known !== undefined && text.startsWith(`${known} · `) ? known.length : text.indexOf(' · ');
  const end = text.indexOf(' · ', start + 3);
  const predicate = text.slice(start + 3, end).replace(auxiliary, '');
  return {
    opening: [{ data: text.slice(0, start) }, ...(predicate === '' ? [] : [`, ${predicate}`])],
    object: clipped(objectWords(object, text.slice(end + 3))),
  };
}

/** Writes an object as the statements on the page do. `text` is its name in the language of the API. */
function objectWords(object: DisputedProposition['object'], text: string): string {
  if (object.kind === 'quantity') return quantityWords(object);
  if (object.kind === 'time') return timeWords(object.time);
  if (object.kind !== 'place') return text;
  const { name, countryCode } = object.place;
  const country = countryCode === null ? name : countryWords(countryCode);
  return country === name ? name : `${name}, ${country}`;
}

const clipped = (text: string): string =>
  text.length > longestText ? `${[...text].slice(0, longestText).join('')}…` : text;
