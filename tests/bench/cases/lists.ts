import type Database from 'better-sqlite3';
import { cities } from '../data/places.ts';
import { Random } from '../data/random.ts';
import { days, isoDay } from '../data/times.ts';
import { markers } from '../data/words.ts';
import { ask } from '../harness/answers.ts';
import type { Requests } from '../harness/load.ts';
import { spelled } from './spellings.ts';

/** The questions that are asked of Claimline over HTTP, each in as many forms as keep it from being answered twice. */

export type Question = {
  id: string;
  title: string;
  requests: Requests;
  /** Lists that an index answers: how long they take must not grow with the data. */
  indexed: boolean;
  /** Whether answers come from the cache, where SQL has no part. */
  cached: boolean;
  /** The word that a search is for. */
  word?: string;
};

const formsMax = 100_000;

type Rows = Record<string, string>[];

/** All questions, for the records that this database holds and this server serves. */
export async function questions(db: Database.Database, origin: string): Promise<Question[]> {
  const random = new Random().begin(42);
  const rows = (sql: string) => db.prepare(sql).all() as Rows;
  const values = (sql: string) => db.prepare(sql).pluck().all() as string[];
  const events = rows(`select id, etag from event order by random() limit ${formsMax}`);
  const claimants = values('select claimant_id from claim order by random() limit 3000');
  const { first, deep } = await pages(origin, '/v1/events');
  const indexed = (id: string, title: string, lines: readonly string[]) =>
    question(id, title, lines, { indexed: true });
  const plain = (id: string, title: string, lines: readonly string[]) => question(id, title, lines, {});
  const windows = (path: string, longestDays: number, more: string) =>
    Array.from({ length: formsMax }, () => `${path}${windowOf(random, longestDays)}${more}`);
  const event = events.map(({ id }) => `/v1/events/${id}`);
  return [
    plain('event', 'one event, random', event),
    {
      ...plain('event-304', 'the same, not modified', event),
      requests: { lines: event, tags: events.map(({ etag }) => `"${etag}"`) },
    },
    indexed('window-20', '20 events of a random window', windows('/v1/events?', 60, '&limit=20')),
    indexed('window-100', '100 events of a random window', windows('/v1/events?', 300, '&limit=100')),
    question(
      'cached-20',
      '20 events of one window, again',
      windows('/v1/events?', 60, '&limit=20').slice(0, 1),
      { cached: true },
    ),
    question(
      'cached-100',
      '100 events of one window, again',
      windows('/v1/events?', 300, '&limit=100').slice(0, 1),
      { cached: true },
    ),
    indexed(
      'certain-20',
      '20 events that certainly lie in a window',
      windows('/v1/events?', 60, '&match=certain&limit=20'),
    ),
    indexed(
      'overlap-day',
      '20 events that a single day possibly touches',
      windows('/v1/events?', 1, '&limit=20'),
    ),
    indexed('first-page', '20 events, first pages', first),
    indexed('deep-page', '20 events, pages up to the 5,000th', deep),
    indexed(
      'claims-window',
      '20 claims of a random window',
      windows('/v1/claims?', 60, '&limit=20').map((path) =>
        path.replace('from', 'madeFrom').replace('to=', 'madeTo='),
      ),
    ),
    indexed(
      'event-claims',
      'claims about one event',
      event.map((path) => `${path}/claims`),
    ),
    indexed(
      'actor-claims',
      '20 claims by an actor',
      claimants.map((id) => `/v1/actors/${id}/claims?limit=20`),
    ),
    indexed(
      'actor-events',
      '20 events of an actor',
      claimants.map((id) => `/v1/actors/${id}/events?limit=20`),
    ),
    plain(
      'affiliates',
      '20 claims by an actor and its affiliates',
      affiliates(values).map((id) => `/v1/actors/${id}/claims?includeAffiliates=true&limit=20`),
    ),
    indexed(
      'type-window',
      '20 attacks of a random window',
      windows('/v1/events?type=attack&', 60, '&limit=20'),
    ),
    indexed(
      'country',
      '20 events of a country',
      [...new Set(cities.map((city) => city.countryCode))].map(
        (code) => `/v1/events?countryCode=${code}&limit=20`,
      ),
    ),
    indexed(
      'contested-events',
      '20 contested events of a random window',
      windows('/v1/events?contested=true&', 900, '&limit=20'),
    ),
    indexed(
      'contested-propositions',
      '20 contested propositions',
      (await pages(origin, '/v1/propositions?contested=true')).first,
    ),
    plain(
      'bbox',
      '20 events of a box around a city',
      Array.from({ length: 3000 }, () => `/v1/events?bbox=${boxOf(random)}&limit=20`),
    ),
    search('search-rare', 'search: a rare word', markers.rare.word),
    search('search-common', 'search: a word in a tenth of all events', markers.common.word),
    search('search-prefix', 'search: the beginning of common words', markers.prefix.prefix),
    plain('filter-common', 'events with a word in a tenth of them, by time', [
      `/v1/events?q=${markers.common.word}&limit=20`,
    ]),
    plain('timeline', 'timeline by month, of everything', ['/v1/timeline?interval=month']),
    plain('timeline-filtered', 'timeline by month, of attacks', ['/v1/timeline?interval=month&type=attack']),
  ];
}

/** Few forms are spelled in many ways, so that none is in the cache. */
function question(
  id: string,
  title: string,
  lines: readonly string[],
  { indexed = false, cached = false }: { indexed?: boolean; cached?: boolean },
): Question {
  const forms = cached || lines.length >= formsMax ? lines : spelled(lines, formsMax);
  return { id, title, requests: { lines: forms }, indexed, cached };
}

function windowOf(random: Random, longestDays: number): string {
  const from = random.below(days - longestDays);
  const to = from + Math.ceil(longestDays / 2) + random.below(Math.max(1, longestDays / 2)) - 1;
  // The time of day makes each window another one.
  const minute = random.below(1440);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `from=${isoDay(from)}T${clock}Z&to=${isoDay(Math.max(from, to))}T23:59:59Z`;
}

function boxOf(random: Random): string {
  const { longitude, latitude } = random.pick(cities);
  const half = 0.2 + random.next();
  const edges = [longitude - half, latitude - half, longitude + half, latitude + half];
  return edges.map((edge) => Math.min(180, Math.max(-180, edge)).toFixed(3)).join(',');
}

/** Actors that others belong to. */
const affiliates = (values: (sql: string) => string[]) =>
  values(
    "select distinct other_id from actor_relation where type in ('part_of', 'member_of', 'affiliated_with')",
  );

const search = (id: string, title: string, word: string): Question => ({
  ...question(id, title, [`/v1/search?q=${word}&kind=event&limit=20`], {}),
  word,
});

const deepestRecord = 100_000;

/** The first pages of 20, and those towards the 5,000th or, where the list is shorter, towards its end. */
async function pages(origin: string, path: string): Promise<{ first: string[]; deep: string[] }> {
  const join = path.includes('?') ? '&' : '?';
  const found = [`${path}${join}limit=20`];
  let cursor: string | null = null;
  for (let record = 0; record < deepestRecord; record += 200) {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, body } = await ask(origin, `${path}${join}limit=200${next}`);
    if (status !== 200) break;
    cursor = (JSON.parse(body.toString()) as { page: { nextCursor: string | null } }).page.nextCursor;
    if (cursor === null) break;
    found.push(`${path}${join}limit=20&cursor=${cursor}`);
  }
  return { first: found.slice(0, 20), deep: found.slice(-20) };
}
