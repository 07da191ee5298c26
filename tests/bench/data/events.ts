import type { EventInput } from '../../../src/domain/event.ts';
import type { Cast } from './actors.ts';
import { cities, placeNear } from './places.ts';
import { at, type Random, weights } from './random.ts';
import { type Shape, streams } from './shape.ts';
import { dayOfShare, days, longTime, shortTime } from './times.ts';
import { capital, markers, phrase, prose } from './words.ts';

const types = weights({
  attack: 22,
  explosion: 18,
  battle: 14,
  protest: 12,
  killing: 7,
  statement: 6,
  arrest: 5,
  displacement: 3,
  meeting: 3,
  abduction: 2,
  warning: 2,
  decision: 2,
  trial: 1,
  investigation: 1,
  agreement: 1,
  disaster: 1,
});
type Type = (typeof types)['values'][number];

const titles: Record<Type, readonly string[]> = {
  attack: ['Attack on a post', 'Raid', 'Ambush', 'Drone attack'],
  explosion: ['Shelling', 'Air strike', 'Bombing', 'Mine explosion'],
  battle: ['Clashes', 'Battle', 'Fighting', 'Assault'],
  protest: ['Protest', 'March', 'Strike', 'Riot'],
  killing: ['Killing of a teacher', 'Shooting', 'Killing of two men'],
  statement: ['Statement on the situation', 'Declaration', 'Address'],
  arrest: ['Arrests', 'Detention of activists'],
  displacement: ['Flight of families', 'Evacuation'],
  meeting: ['Talks', 'Meeting of elders'],
  abduction: ['Abduction', 'Taking of hostages'],
  warning: ['Warning of an attack', 'Alert'],
  decision: ['Order on curfew', 'Sanctions decision'],
  trial: ['Trial', 'Verdict'],
  investigation: ['Inquiry into deaths', 'Investigation'],
  agreement: ['Truce', 'Agreement on passage'],
  disaster: ['Flood', 'Collapse of a dam'],
};

const roles = weights({
  perpetrator: 30,
  target: 20,
  victim: 15,
  affected: 8,
  responder: 8,
  claimant: 6,
  witness: 4,
  investigator: 3,
  participant: 3,
  host: 2,
  mediator: 1,
});
const attributions = weights({ established: 60, accused: 18, suspected: 10, claimed_by_self: 8, denied: 4 });
const relationTypes = ['response_to', 'preceded_by', 'part_of', 'caused_by', 'about'] as const;
const tags =
  'civilians artillery humanitarian drone ceasefire border hospital school market elections verified'.split(
    ' ',
  );

/** What an event's id shows of it; the id of any event can be told without making the event. */
function cardOf(
  random: Random,
  shape: Shape,
  index: number,
): { id: string; type: Type; city: number; what: string } {
  random.begin(shape.seed, streams.eventId, index);
  const type = random.weighted(types);
  const city = random.zipf(cities.length);
  const what = random.pick(titles[type]);
  // As event data are numbered in the field: a country and a running number.
  return { id: `${at(cities, city).countryCode.toLowerCase()}${index}`, type, city, what };
}

const eventIdAt = (random: Random, shape: Shape, index: number) => cardOf(random, shape, index).id;

/** Share of events that come to be known long after, and so stand far from their place in time. */
const lateShare = 0.05;

/** The day that an event begins about: events stand in their order of time, but for some days and the late ones. */
export function dayOf(random: Random, shape: Shape, index: number): number {
  random.begin(shape.seed, streams.eventDay, index);
  if (random.chance(lateShare)) return dayOfShare(random.next());
  const day = dayOfShare((index + random.next()) / shape.events) + random.between(-3, 3);
  return Math.min(days - 1, Math.max(0, day));
}

/** Words of an event that searches are measured with. */
function markersOf(random: Random, { events }: Shape, index: number): string[] {
  const found: string[] = [];
  if (random.chance(markers.common.share)) found.push(markers.common.word);
  if (random.chance(markers.prefix.share)) found.push(random.pick(markers.prefix.words));
  const every = Math.max(1, Math.floor(events / markers.rare.events));
  if (index % every === Math.floor(every / 2)) found.push(markers.rare.word);
  return found;
}

export function eventAt(random: Random, shape: Shape, cast: Cast, index: number): EventInput {
  const day = dayOf(random, shape, index);
  const { id, type, city, what } = cardOf(random, shape, index);
  random.begin(shape.seed, streams.event, index);
  const among = markersOf(random, shape, index);
  const inTitle = random.chance(0.3) ? among : [];
  const place = random.chance(0.92) ? placeNear(random, city) : null;
  const event: EventInput = {
    id,
    type,
    title: capital(
      `${what} in ${place?.name ?? at(cities, city).name}: ${phrase(random, random.between(2, 6), inTitle)}`,
    ),
  };
  const inSummary = inTitle.length === 0 ? among : [];
  if (inSummary.length > 0 || random.chance(0.9)) {
    event.summary = prose(random, Math.floor(10 * 6 ** random.next()), inSummary);
  }
  if (random.chance(shape.longShare)) event.time = longTime(random, day);
  else if (random.chance(0.995)) event.time = shortTime(random, day);
  if (place !== null) event.place = place;
  event.participants = participants(random, cast);
  if (index > 0 && random.chance(0.08)) {
    const relation = random.pick(relationTypes);
    const other = Math.max(0, index - 1 - random.below(500));
    event.relations = [{ type: relation, eventId: eventIdAt(random, shape, other) }];
    random.begin(shape.seed, streams.event, index, 1);
  }
  if (random.chance(0.5)) {
    event.tags = [
      ...new Set(Array.from({ length: random.between(1, 3) }, () => at(tags, random.zipf(tags.length)))),
    ];
  }
  return event;
}

function participants(random: Random, cast: Cast): NonNullable<EventInput['participants']> {
  return Array.from({ length: random.below(4) }, () => {
    const role = random.weighted(roles);
    const attribution = random.weighted(attributions);
    const participant = { actorId: cast.draw(random).id, role, attribution };
    if (role !== 'victim' || random.chance(0.4)) return participant;
    const min = random.zipf(60);
    const max = min + random.zipf(20);
    return { ...participant, count: { min, best: null, max, unit: 'killed' } };
  });
}
