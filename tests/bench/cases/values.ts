import { z } from 'zod';
import type { AnyOf, Filter, Window } from '../../../src/domain/filters/filter.ts';
import { ask } from '../harness/answers.ts';

/** Values to filter by, drawn from the records that a server has, whatever store keeps them. */

/** Records of one kind, as the server answers them. */
type Records = readonly unknown[];
export type Sample = Readonly<Record<string, Records>>;

/** The share of records that have a value: most, few, or none. */
export const frequencies = ['frequent', 'rare', 'absent'] as const;
export type Frequency = (typeof frequencies)[number];

/** Query parameters. */
export type Parameters = Readonly<Record<string, string>>;

const listed: Readonly<Record<string, readonly string[]>> = {
  events: ['sort=time', 'sort=time_desc'],
  claims: ['sort=time', 'sort=time_desc'],
  propositions: ['contested=true', 'sort=claim_count'],
  disputes: [''],
  actors: ['sort=name', 'sort=name_desc'],
  sources: [''],
};

const pagesOfSample = 3;

/** Reads records from the beginning and the end of every list. */
export async function sampleOf(origin: string): Promise<Sample> {
  const sample: Record<string, unknown[]> = {};
  for (const [kind, ways] of Object.entries(listed)) {
    const found: unknown[] = [];
    for (const way of ways) found.push(...(await firstOf(origin, `/v1/${kind}?limit=200&${way}`)));
    sample[kind] = found;
  }
  return sample;
}

async function firstOf(origin: string, path: string): Promise<unknown[]> {
  const found: unknown[] = [];
  let next = '';
  for (let page = 0; page < pagesOfSample; page += 1) {
    const { status, body } = await ask(origin, path + next);
    if (status !== 200)
      throw new Error(`${path} is answered with ${status}: ${body.toString('utf8', 0, 200)}`);
    const answer: { data: unknown[]; page: { nextCursor: string | null } } = JSON.parse(body.toString());
    found.push(...answer.data);
    if (answer.page.nextCursor === null) break;
    next = `&cursor=${answer.page.nextCursor}`;
  }
  return found;
}

/** Draws values from a sample, each but once. */
export class Values {
  readonly #kinds: ReadonlyMap<string, Members>;
  /** Counts each text wherever it stands. */
  readonly #mentions: ReadonlyMap<string, number>;
  readonly #drawn = new Map<string, Parameters | null>();

  constructor(sample: Sample) {
    this.#kinds = new Map(Object.entries(sample).map(([kind, records]) => [kind, membersOf(records)]));
    this.#mentions = countsOf(textsIn(Object.values(sample)));
  }

  /**
   * Returns the parameters by which a filter asks for what many, few or no records have; null where there is nothing
   * to ask for.
   * @param kind the records that are filtered
   */
  parametersFor(name: string, filter: Filter, kind: string, frequency: Frequency): Parameters | null {
    const key = `${kind} ${name} ${frequency}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const drawn = this.#draw(name, filter, this.#kinds.get(kind) ?? new Map(), frequency);
    this.#drawn.set(key, drawn);
    return drawn;
  }

  #draw(name: string, filter: Filter, own: Members, frequency: Frequency): Parameters | null {
    switch (filter.is) {
      case 'any_of':
        return given(name, this.#valueOf(name, filter, own, frequency));
      case 'each_of':
        return given(name, this.#partiesOf(frequency));
      case 'yes_no':
      case 'time_known':
      case 'affiliates':
        return given(name, truthOf(own.get(name) ?? [], frequency));
      case 'words':
        return given('q', frequency === 'absent' ? 'qzxqzxq' : chosen(wordsOf(own), frequency));
      case 'window':
        return windowOf(filter.names, own, frequency);
      case 'box':
        return given(name, boxOf(pointsOf(own), frequency));
      case 'near':
        return nearOf(name, pointsOf(own), frequency);
    }
  }

  /** A value of the record itself, the id of a record that it refers to or another does, or a value of other records. */
  #valueOf(name: string, { value: schema }: AnyOf, own: Members, frequency: Frequency): string | null {
    const accepted = (values: readonly string[]) => values.filter((value) => schema.safeParse(value).success);
    const named = (members: Members) =>
      accepted(byFrequency(countsOf(textsUnder(members, [name, `${name}s`]))));
    const kind = /^Id of an? (\w+)/.exec(schema.meta()?.description ?? '')?.[1];
    const found = [
      () => named(own),
      () => this.#idsAmong(`${kind}s`, countsOf(textsUnder(own, ['id']))),
      () => this.#idsAmong(`${kind}s`, this.#mentions),
      ...[...this.#kinds.values()].map((members) => () => named(members)),
    ].reduce<string[]>((values, next) => (values.length > 0 ? values : next()), []);
    if (frequency !== 'absent') return chosen(found, frequency);
    const options: readonly string[] = schema instanceof z.ZodEnum ? (schema.options as string[]) : [];
    const strange = [
      ...options,
      ...strangers,
      ...found.slice(0, 1).map((value) => `${value.slice(0, -4)}0000`),
    ];
    return accepted(strange).find((value) => !found.includes(value)) ?? null;
  }

  /** Texts that are ids of records of a kind, the most frequent first. */
  #idsAmong(kind: string, texts: ReadonlyMap<string, number>): string[] {
    const ids = new Set(textsUnder(this.#kinds.get(kind) ?? new Map(), ['id']));
    return byFrequency(new Map([...texts].filter(([text]) => ids.has(text))));
  }

  /** Two actors that claim much or little. */
  #partiesOf(frequency: Frequency): string | null {
    if (frequency === 'absent') return 'nobody-at-all,nobody-else';
    const claimants = byFrequency(
      countsOf(textsUnder(this.#kinds.get('claims') ?? new Map(), ['claimantId'])),
    );
    const two = frequency === 'frequent' ? claimants.slice(0, 2) : claimants.slice(-2);
    return two.length < 2 ? null : two.join();
  }
}

const given = (name: string, value: string | null) => (value === null ? null : { [name]: value });

/** Values of various forms that no record is likely to have. */
const strangers = ['QQ', 'nothing:at-all', 'qqq', 'no-such-thing', 'https://nowhere.example/at-all'];

const chosen = (values: readonly string[], frequency: Frequency): string | null =>
  (frequency === 'rare' ? values.at(-1) : values[0]) ?? null;

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The values, the most frequent first. */
const byFrequency = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts]
    .toSorted(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1))
    .map(([value]) => value);

/** Yes and no, the one that more records have first. */
function truthOf(values: readonly unknown[], frequency: Frequency): string | null {
  if (frequency === 'absent') return null;
  const truths = values.filter((value) => typeof value === 'boolean');
  const mostly = truths.filter(Boolean).length * 2 >= truths.length;
  return String(mostly === (frequency === 'frequent'));
}

const wordsOf = (members: Members): string[] =>
  byFrequency(
    countsOf(
      textsUnder(members, ['title', 'statement', 'name']).flatMap(
        (text) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [],
      ),
    ),
  );

function windowOf(names: Window['names'], members: Members, frequency: Frequency): Parameters {
  const days = textsUnder(members, ['earliest'])
    .map((text) => text.slice(0, 10))
    .toSorted();
  const day = (share: number) => days[Math.floor((days.length - 1) * share)] ?? '2000-01-01';
  if (frequency === 'frequent') return { [names.from]: day(0.2), [names.to]: day(0.8) };
  return frequency === 'rare' ? { [names.on]: day(0.3) } : { [names.on]: '1200', match: 'certain' };
}

type Point = { longitude: number; latitude: number };

const pointsOf = (members: Members): Point[] =>
  (members.get('point') ?? []).flatMap((point) =>
    isObject(point) && typeof point.longitude === 'number' && typeof point.latitude === 'number'
      ? [{ longitude: point.longitude, latitude: point.latitude }]
      : [],
  );

/** A point that hardly any event has. */
const pole: Point = { longitude: 0, latitude: -88 };

function boxOf(points: readonly Point[], frequency: Frequency): string | null {
  const { longitude, latitude } =
    frequency === 'absent' ? pole : (points[Math.floor(points.length / 2)] ?? pole);
  const half = frequency === 'frequent' ? 20 : 0.1;
  const within = (value: number, most: number) => Math.min(most, Math.max(-most, value)).toFixed(3);
  return [
    within(longitude - half, 180),
    within(latitude - half, 90),
    within(longitude + half, 180),
    within(latitude + half, 90),
  ].join();
}

function nearOf(name: string, points: readonly Point[], frequency: Frequency): Parameters {
  const { longitude, latitude } =
    frequency === 'absent' ? pole : (points[Math.floor(points.length / 3)] ?? pole);
  return { [name]: `${longitude},${latitude}`, radiusKm: frequency === 'frequent' ? '500' : '5' };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values by the name that they stand under, however deep. */
type Members = ReadonlyMap<string, readonly unknown[]>;

function membersOf(value: unknown, found = new Map<string, unknown[]>()): Map<string, unknown[]> {
  if (Array.isArray(value)) for (const one of value) membersOf(one, found);
  if (!isObject(value)) return found;
  for (const [name, member] of Object.entries(value)) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [member]);
    else known.push(member);
    membersOf(member, found);
  }
  return found;
}

const textsUnder = (members: Members, names: readonly string[]): string[] =>
  names.flatMap((name) => (members.get(name) ?? []).flatMap(textsIn));

/** All texts in a value; an identifier of another register as filters name it. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  if (typeof value.scheme === 'string' && typeof value.id === 'string')
    return [`${value.scheme}:${value.id}`];
  return Object.values(value).flatMap(textsIn);
}
