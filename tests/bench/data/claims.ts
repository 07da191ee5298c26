import type { ClaimInput } from '../../../src/domain/claim.ts';
import type { EventInput } from '../../../src/domain/event.ts';
import type { Cast } from './actors.ts';
import { at, type Random, weights } from './random.ts';
import { claimsPerEvent, contestedShare, lastSourceBefore, type Shape, streams } from './shape.ts';
import { lengthOf, sourceIdAt } from './sources.ts';
import { saidAfter } from './times.ts';
import { phrase } from './words.ts';

/**
 * Three claims about each event. Only where an event is drawn to be contested do they oppose each other: claims on
 * the same proposition take the same side otherwise, and an event has one number of dead.
 */

const subjects = weights({
  responsible: 24,
  involved: 12,
  described: 22,
  killed: 16,
  injured: 8,
  kind: 8,
  shows: 5,
  ties: 3,
  needs: 2,
});
const certainties = weights({ underspecified: 40, certain: 30, probable: 20, possible: 10 });
const statuses = weights({ unreviewed: 60, weak: 25, corroborated: 10, confirmed: 5 });
const positiveActs = weights({ asserts: 70, confirms: 14, accuses: 16 });
const sidelessActs = weights({ questions: 70, declines_to_comment: 30 });
const verbs = ['reports', 'quotes', 'cites'];
const ties = ['affiliated_with', 'directly_tied_to', 'at_odds_with', 'supported'] as const;

type Proposition = ClaimInput['proposition'];
/** What is fixed for all claims about one event. */
type About = {
  event: EventInput;
  index: number;
  day: number;
  suspect: string;
  killed: number;
  injured: number;
};

/** All claims about an event of this day. */
export function claimsAbout(
  random: Random,
  shape: Shape,
  cast: Cast,
  event: EventInput,
  index: number,
  day: number,
): ClaimInput[] {
  random.begin(shape.seed, streams.claims, index);
  const suspect = event.participants?.[0]?.actorId ?? cast.draw(random).id;
  const about: About = { event, index, day, suspect, killed: random.zipf(120), injured: random.zipf(300) };
  const claims = Array.from({ length: claimsPerEvent }, (_, nth) => claim(random, cast, about, nth));
  if (random.chance(contestedShare)) oppose(random, cast, claims, about);
  else if (random.chance(0.03)) relate(random, claims);
  for (const one of claims) one.evidence = evidence(random, shape, index);
  // The lengths of sources are drawn from streams of theirs; what follows begins anew.
  random.begin(shape.seed, streams.claims, index, 1);
  return claims;
}

function claim(random: Random, cast: Cast, about: About, nth: number): ClaimInput {
  const claimantId = cast.draw(random).id;
  const proposition = says(random, cast, about);
  const sideless = random.chance(0.04);
  const claim: ClaimInput = {
    id: `${about.event.id}-${nth + 1}`,
    claimantId,
    act: random.weighted(sideless ? sidelessActs : positiveActs),
    statement: `${phrase(random, random.between(8, 20))}.`,
    proposition,
    certainty: random.weighted(certainties),
    eventIds: [about.event.id],
    status: random.weighted(statuses),
  };
  if (!sideless && proposition.predicate === 'responsible_for' && claimantId === about.suspect) {
    claim.act = 'claims_responsibility';
  }
  const madeAt = saidAfter(random, about.day);
  if (madeAt !== null) claim.madeAt = madeAt;
  if (random.chance(0.12)) {
    claim.attributionChain = [
      { actorId: cast.publisher(random).id, sourceId: null, verb: random.pick(verbs) },
    ];
  }
  return claim;
}

function says(random: Random, cast: Cast, { event, suspect, killed, injured }: About): Proposition {
  const subject = { kind: 'event', id: event.id } as const;
  const text = (least: number, most: number) =>
    ({ kind: 'text', value: phrase(random, random.between(least, most)), lang: 'en' }) as const;
  const people = (count: number) => ({ kind: 'quantity', min: count, max: count, unit: 'persons' }) as const;
  switch (random.weighted(subjects)) {
    case 'responsible':
      return { subject: { kind: 'actor', id: suspect }, predicate: 'responsible_for', object: subject };
    case 'involved':
      return {
        subject: { kind: 'actor', id: cast.draw(random).id },
        predicate: 'involved_in',
        object: subject,
      };
    case 'described':
      return { subject, predicate: 'described_as', object: text(2, 6) };
    case 'killed':
      return { subject, predicate: 'killed', object: people(killed) };
    case 'injured':
      return { subject, predicate: 'injured', object: people(injured) };
    case 'kind':
      return { subject, predicate: 'of_kind', object: text(1, 3) };
    case 'shows':
      return { subject, predicate: 'shows', object: text(4, 9) };
    case 'ties':
      return {
        subject: { kind: 'actor', id: suspect },
        predicate: random.pick(ties),
        object: { kind: 'actor', id: cast.drawOther(random, suspect).id },
      };
    case 'needs':
      return { subject, predicate: 'needs', object: text(3, 7) };
  }
}

/** Makes the first claim contested: denied by another actor, given another number, or contradicted. */
function oppose(random: Random, cast: Cast, claims: readonly ClaimInput[], about: About): void {
  const [first, second, third] = [at(claims, 0), at(claims, 1), at(claims, 2)];
  const responsible: Proposition = {
    subject: { kind: 'actor', id: about.suspect },
    predicate: 'responsible_for',
    object: { kind: 'event', id: about.event.id },
  };
  first.act = 'accuses';
  first.proposition = responsible;
  second.claimantId = cast.drawOther(random, first.claimantId).id;
  const how = random.next();
  if (how < 0.8) {
    second.proposition = responsible;
    second.act = second.claimantId === about.suspect ? 'denies_responsibility' : 'denies';
    if (random.chance(0.4)) third.relations = [{ type: 'responds_to', claimId: first.id, basis: 'explicit' }];
  } else if (how < 0.95) {
    for (const [one, count] of [
      [first, about.killed],
      [second, about.killed + 1 + random.below(40)],
    ] as const) {
      one.act = 'asserts';
      one.proposition = {
        subject: { kind: 'event', id: about.event.id },
        predicate: 'killed',
        object: { kind: 'quantity', min: count, max: count, unit: 'persons' },
      };
    }
  } else {
    second.act = 'asserts';
    second.proposition = {
      subject: { kind: 'event', id: about.event.id },
      predicate: 'of_kind',
      object: { kind: 'text', value: phrase(random, 3), lang: 'en' },
    };
    second.relations = [{ type: 'contradicts', claimId: first.id, basis: 'editor' }];
  }
}

/** Joins a later claim to the first: it repeats it, supports it, or takes its place. */
function relate(random: Random, claims: readonly ClaimInput[]): void {
  const [first, last] = [at(claims, 0), at(claims, 2)];
  const how = random.next();
  if (how < 0.2) {
    last.claimantId = first.claimantId;
    last.act = 'corrects';
    last.relations = [{ type: 'corrects', claimId: first.id, basis: 'explicit' }];
  } else {
    const type = how < 0.6 ? 'repeats' : 'supports';
    last.relations = [{ type, claimId: first.id, basis: 'computed' }];
  }
}

/** Passages of sources from just before; none for a few claims. */
function evidence(random: Random, shape: Shape, index: number): NonNullable<ClaimInput['evidence']> {
  const drawn = random.next();
  const latest = lastSourceBefore(index);
  const passages = Array.from({ length: drawn < 0.05 ? 0 : drawn < 0.8 ? 1 : 2 }, () => ({
    source: Math.max(0, latest - random.zipf(40)),
    where: random.next(),
    length: random.between(20, 160),
    quoteSha256: random.hex(64),
  }));
  const again = random.below(4_294_967_296);
  const found = passages.map(({ source, where, length, quoteSha256 }) => {
    const start = Math.floor(where * (lengthOf(random, shape, source) - length));
    return {
      sourceId: sourceIdAt(source),
      start,
      end: start + length,
      quoteSha256,
      paragraph: 1 + Math.floor(start / 400),
    };
  });
  random.begin(again);
  return found;
}
