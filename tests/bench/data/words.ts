import { at, Random } from './random.ts';

/** A vocabulary that is made up but falls like a natural one: word r comes up in proportion to 1 / r. */

/** Words that searches are measured with; they stand in events in known shares, and no other word is like them. */
export const markers = {
  /** In this share of all events. */
  common: { word: 'checkpoint', share: 0.1 },
  /** In about this many events, however many there are. */
  rare: { word: 'zeppelin', events: 20 },
  /** Words with one beginning, together in this share of all events. */
  prefix: {
    prefix: 'recon',
    share: 0.08,
    words: ['reconnaissance', 'reconciliation', 'reconstruction', 'reconvened', 'reconsidered'],
  },
} as const;

const frequent =
  'the of and to in a was that for on by with from at as were had after their near said which not been area ' +
  'people city several two during forces local reported officials against before between road district since ' +
  'this houses group last no market over about morning night about were under into residents later three when ' +
  'according where police army military civilians region there they would who more than region hospital school ' +
  'bridge border river village town command camp port station building square power water crossing convoyed';

const abroad =
  'Überfall blessés façade señal frontière ćwiczenia şehir köprü обстріл міст наступ рынок воинский площадь ' +
  'مدينة جسر سوق قرية 市場 橋 村 город мост sécurité división armée élection grève população ataque región';

const onsets = 'b c d f g h k l m n p r s t v br d g k l m n r s t st tr sh'.split(' ');
const nuclei = 'a e i o u a e i o a e ai ea ou'.split(' ');
const codas = ['', '', '', '', 'n', 'r', 's', 'l', 'm', 't'];
const endings = ['', '', '', '', '', 'ed', 'ing', 'er', 'al', 's'];

const vocabularySize = 30_000;

function madeUpWord(random: Random): string {
  let word = '';
  for (let syllables = random.between(1, 3); syllables > 0; syllables -= 1) {
    word += random.pick(onsets) + random.pick(nuclei) + random.pick(codas);
  }
  return word + random.pick(endings);
}

/** English words first, then words of other tongues among made-up ones; the same for every seed. */
function vocabulary(): readonly string[] {
  const random = new Random().begin(1);
  const words = new Set(frequent.split(' '));
  const foreign = abroad.split(' ');
  while (words.size < vocabularySize) {
    const word = words.size % 40 === 0 ? (foreign.shift() ?? madeUpWord(random)) : madeUpWord(random);
    if (!isLikeMarker(word)) words.add(word);
  }
  return [...words];
}

const isLikeMarker = (word: string) =>
  [markers.common.word, markers.rare.word, markers.prefix.prefix].some((marker) =>
    word.startsWith(marker.slice(0, 5)),
  );

const words = vocabulary();

/** So many words, with others put among them. */
export function phrase(random: Random, length: number, among: readonly string[] = []): string {
  const text: string[] = [];
  for (let count = 0; count < length; count += 1) text.push(at(words, random.zipf(words.length)));
  for (const word of among) text.splice(random.below(text.length + 1), 0, word);
  return text.join(' ');
}

/** Sentences of together so many words. */
export function prose(random: Random, length: number, among: readonly string[] = []): string {
  const first = Math.ceil(length / 2);
  const rest = length - first;
  return rest < 6
    ? `${capital(phrase(random, length, among))}.`
    : `${capital(phrase(random, first, among))}. ${capital(phrase(random, rest))}.`;
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The letters of a text that an id may have. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
  return plain.replace(/^-+|-+$/g, '').slice(0, 40);
}
