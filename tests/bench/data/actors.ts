import type { ActorInput } from '../../../src/domain/actor.ts';
import { personName, tongueOf } from './people.ts';
import { cities } from './places.ts';
import { at, Random } from './random.ts';
import { actorCountOf, type Shape, streams } from './shape.ts';
import { capital, phrase, slug } from './words.ts';

/**
 * Actors come in families of up to 64: a state, movement or organisation at the head, bodies that are part of it,
 * media, and people that belong to one of those. Which of them act most is another matter: see `Cast`.
 */
const familySize = 64;
const bodiesEnd = 12;
const mediaEnd = 18;

type ActorType = ActorInput['type'];
const heads: readonly ActorType[] = [
  'government',
  'armed_group',
  'igo',
  'political_party',
  'ngo',
  'identity_group',
];
const bodies: readonly ActorType[] = [
  'state_agency',
  'state_force',
  'organization',
  'court',
  'company',
  'armed_group',
];
const nouns: Partial<Record<ActorType, readonly string[]>> = {
  government: ['Republic of', 'Government of'],
  armed_group: ['Front of', 'Brigades of', 'Movement of', 'Guard of'],
  igo: ['Union of', 'Mission to', 'Council of'],
  political_party: ['Party of', 'Alliance for'],
  ngo: ['Observatory of', 'Relief for', 'Watch'],
  identity_group: ['People of', 'Communities of'],
  state_agency: ['Ministry of', 'Investigative Committee of', 'Security Service of'],
  state_force: ['Army of', 'Police of', 'Border Guard of'],
  organization: ['Association of', 'League of'],
  court: ['Court of'],
  company: ['Works of', 'Company of'],
  media: ['Voice of', 'Daily', 'Radio', 'Channel', 'Agency'],
};

/** All actors of a dataset, and who of them is drawn how often. */
export class Cast {
  readonly actors: readonly ActorInput[];
  /** Places of the media in `actors`. */
  readonly media: readonly number[];
  readonly #step: number;

  constructor(shape: Shape) {
    const count = actorCountOf(shape);
    const random = new Random();
    const ids: string[] = [];
    this.actors = Array.from({ length: count }, (_, index) => {
      const actor = actorAt(random.begin(shape.seed, streams.actor, index), index, ids);
      ids.push(actor.id);
      return actor;
    });
    this.media = this.actors.flatMap((actor, index) => (actor.type === 'media' ? [index] : []));
    this.#step = coprimeTo(count);
  }

  /** An actor, by Zipf's law: few are drawn for most events and claims. */
  draw(random: Random): ActorInput {
    return at(this.actors, (random.zipf(this.actors.length) * this.#step) % this.actors.length);
  }

  /** Another actor than this one. */
  drawOther(random: Random, than: string): ActorInput {
    for (;;) {
      const actor = this.draw(random);
      if (actor.id !== than) return actor;
    }
  }

  publisher(random: Random): ActorInput {
    return at(this.actors, at(this.media, random.zipf(this.media.length)));
  }
}

/** Spreads those who are drawn most over all families: steps of this length visit every place once. */
function coprimeTo(count: number): number {
  let step = Math.floor(count * 0.618) | 1;
  while (divisor(step, count) > 1) step += 2;
  return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

function actorAt(random: Random, index: number, ids: readonly string[]): ActorInput {
  const place = index % familySize;
  const family = Math.floor(index / familySize);
  if (place >= mediaEnd) return person(random, index, family, ids);
  const type =
    place === 0 ? at(heads, family % heads.length) : place < bodiesEnd ? random.pick(bodies) : 'media';
  const name = `${random.pick(nouns[type] ?? ['Group of'])} ${random.chance(0.5) ? random.pick(cities).name : capital(phrase(random, 1))}`;
  const actor: ActorInput = { id: `${slug(name)}-${index}`, type, name };
  if (random.chance(0.6)) actor.description = capital(phrase(random, random.between(6, 18)));
  if (random.chance(0.5)) {
    const initials = name.replace(/[^\p{Lu}]/gu, '');
    actor.names = [{ value: `${initials}${index}`, kind: 'acronym' }];
  }
  if (random.chance(0.3))
    actor.externalIds = [{ scheme: 'wikidata', id: `Q${random.between(1000, 99_999_999)}` }];
  const head = ids[family * familySize];
  if (place > 0 && head !== undefined && random.chance(place < bodiesEnd ? 0.9 : 0.4)) {
    actor.relations = [{ type: place < bodiesEnd ? 'part_of' : 'affiliated_with', actorId: head }];
  }
  return actor;
}

function person(random: Random, index: number, family: number, ids: readonly string[]): ActorInput {
  const tongue = tongueOf(family);
  const { native, latin } = personName(random, tongue);
  const own = random.chance(0.5);
  const actor: ActorInput = { id: `${slug(latin)}-${index}`, type: 'person', name: own ? native : latin };
  if (native !== latin) {
    actor.names = own
      ? [{ value: latin, kind: 'transliteration', lang: 'en' }]
      : [{ value: native, kind: 'alias', lang: tongue.lang }];
  }
  if (random.chance(0.1)) actor.identity = 'described';
  if (random.chance(0.7)) {
    const body = ids[family * familySize + random.below(mediaEnd)];
    if (body !== undefined) {
      actor.relations = [
        random.chance(0.3)
          ? { type: 'member_of', actorId: body, during: { edtf: `${random.between(2004, 2015)}/..` } }
          : { type: random.pick(['member_of', 'employed_by', 'leads', 'affiliated_with']), actorId: body },
      ];
    }
  }
  return actor;
}
