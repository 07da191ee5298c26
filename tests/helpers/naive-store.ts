import type { ActorInput } from '../../src/domain/actor.ts';
import { propositionText } from '../../src/domain/assessment.ts';
import {
  type Claim,
  type ClaimInput,
  type Polarity,
  polarityOf,
  renderClaim,
} from '../../src/domain/claim.ts';
import {
  type BoundingBox,
  type SearchTerms,
  type TimeCondition,
  windowFor,
} from '../../src/domain/condition.ts';
import { declaredIn } from '../../src/domain/declaration.ts';
import { type Event, type EventInput, renderEvent } from '../../src/domain/event.ts';
import type { ExternalId } from '../../src/domain/external-id.ts';
import type { ClaimFacet, ClaimFilter } from '../../src/domain/filters/claim.ts';
import type { EventFacet, EventFilter } from '../../src/domain/filters/event.ts';
import type { SearchedKind } from '../../src/domain/kinds.ts';
import type { GeoPoint } from '../../src/domain/place.ts';
import type { PropositionSummary } from '../../src/domain/position.ts';
import { type Predicate, predicates } from '../../src/domain/predicate.ts';
import {
  type PropositionObject,
  type PropositionStatement,
  statementOf,
} from '../../src/domain/proposition.ts';
import type { ClaimQuery, EventQuery, TimeOrder } from '../../src/domain/query.ts';
import { mayBegin } from '../../src/domain/search/terms.ts';
import { wordsOf } from '../../src/domain/search/words.ts';
import type { SourceInput } from '../../src/domain/source.ts';
import type { FacetCounts } from '../../src/domain/store.ts';
import type { Certainty } from '../../src/domain/time/buckets.ts';
import { noTime, type TimeKeys, timeKeys } from '../../src/domain/time/fuzzy-time.ts';
import { certain, possible, underWay } from '../../src/domain/time/match.ts';
import { parseWindow } from '../../src/domain/time/window.ts';
import { zoneOf } from '../../src/domain/time/zone.ts';
import { declares, type Records } from './records.ts';

/**
 * A store that is right by being simple: arrays, and every answer computed from all records, each time. It
 * shares with the real one only what the model itself says (rendering, keys, the two relations of time).
 */

type Held<T> = { record: T; version: number; recordedAt: string; updatedAt: string };
type Side = { key: string; actorId: string; polarity: Polarity };
type Timed = { id: string; span: TimeKeys };

const infinite = Number.POSITIVE_INFINITY;
const withdrawing = ['retracts', 'corrects'];
/** Returns whether a condition that takes any of these values is met. */
const asked = (values: readonly string[] | undefined, has: (value: string) => boolean) =>
  values === undefined || values.some(has);

export class NaiveStore {
  readonly actors = new Map<string, ActorInput>();
  readonly sources = new Map<string, SourceInput>();
  readonly events = new Map<string, Held<EventInput>>();
  readonly claims = new Map<string, Held<ClaimInput>>();

  put(records: Records, at: string): void {
    for (const record of records.actor ?? []) this.actors.set(record.id, record);
    for (const record of records.source ?? []) this.sources.set(record.id, record);
    for (const record of records.event ?? []) this.#hold(this.events, record, at);
    for (const record of records.claim ?? []) this.#hold(this.claims, record, at);
  }

  #hold<T extends { id: string }>(into: Map<string, Held<T>>, record: T, at: string): void {
    const held = into.get(record.id);
    if (held !== undefined && JSON.stringify(held.record) === JSON.stringify(record)) return;
    const version = (held?.version ?? 0) + 1;
    into.set(record.id, { record, version, recordedAt: held?.recordedAt ?? at, updatedAt: at });
  }

  #inputs(): ClaimInput[] {
    return [...this.claims.values()].map((held) => held.record);
  }

  isWithdrawn({ id, claimantId, status = 'unreviewed' }: ClaimInput): boolean {
    const takenBack = this.#inputs().some(
      (other) =>
        other.claimantId === claimantId &&
        (other.relations ?? []).some(({ type, claimId }) => claimId === id && withdrawing.includes(type)),
    );
    return status === 'retracted' || status === 'superseded' || takenBack;
  }

  #standing(key?: string): ClaimInput[] {
    const onKey = (claim: ClaimInput) => key === undefined || keyOf(claim) === key;
    return this.#inputs().filter((claim) => onKey(claim) && !this.isWithdrawn(claim));
  }

  disputeReasons(key: string): PropositionSummary['disputeReasons'] {
    const standing = this.#standing();
    const own = standing.filter((claim) => keyOf(claim) === key);
    const sides = new Set(own.map(polarityOf));
    const others = standing.filter((claim) => keyOf(claim) !== key);
    const found: PropositionSummary['disputeReasons'] = [];
    if (sides.has('positive') && sides.has('negative')) found.push('opposing_polarity');
    if (own.some((one) => others.some((other) => contradict(one, other)))) found.push('contradicting_claims');
    if (own.some((one) => others.some((other) => areRivals(one, other)))) found.push('incompatible_values');
    return found;
  }

  /** The sides that actors take on a proposition now: true or false. */
  sides(key: string): Side[] {
    return this.#standing(key)
      .filter(({ act }) => act !== 'retracts')
      .map((claim) => ({ key, actorId: claim.claimantId, polarity: polarityOf(claim) }))
      .filter(({ polarity }) => polarity !== 'unknown');
  }

  /** Returns whether two sides cannot both be right. */
  areAgainst(one: Side, other: Side): boolean {
    if (one.key === other.key && one.polarity !== other.polarity) return true;
    const claimsOf = ({ key, polarity }: Side) =>
      this.#standing(key).filter((claim) => polarityOf(claim) === polarity);
    return claimsOf(one).some((claim) =>
      claimsOf(other).some((against) => contradict(claim, against) || areRivals(claim, against)),
    );
  }

  /** The keys of contested propositions that oppositions connect, through any number of steps: the smallest first. */
  disputeGroups(): string[][] {
    const standing = this.#standing();
    const keys = [...new Set(this.#inputs().map(keyOf))].filter((key) => this.disputeReasons(key).length > 0);
    const groups = new Map(keys.map((key) => [key, new Set([key])]));
    for (const one of standing) {
      for (const other of standing) {
        if (!contradict(one, other) && !areRivals(one, other)) continue;
        const [first, second] = [groups.get(keyOf(one)), groups.get(keyOf(other))];
        if (first === undefined || second === undefined || first === second) continue;
        for (const key of second) groups.set(key, first.add(key));
      }
    }
    return [...new Set(groups.values())].map((group) => [...group].sort());
  }

  event(id: string): Event | undefined {
    const held = this.events.get(id);
    if (held === undefined) return undefined;
    const about = this.#inputs().filter((claim) => claim.eventIds?.includes(id));
    const contested = about.some((claim) => this.disputeReasons(keyOf(claim)).length > 0);
    return renderEvent(held.record, stampsOf(held), { claimCount: about.length, contested });
  }

  claim(id: string): Claim | undefined {
    const held = this.claims.get(id);
    if (held === undefined) return undefined;
    const contested = this.disputeReasons(keyOf(held.record)).length > 0;
    const computed = { withdrawn: this.isWithdrawn(held.record), contested };
    return renderClaim(held.record, stampsOf(held), computed);
  }

  propositions(): Map<string, PropositionSummary> {
    const byKey = Map.groupBy(inOrder(this.#inputs().map(timedClaim), 'time'), ({ claim }) => keyOf(claim));
    return new Map([...byKey].map(([key, claims]) => [key, this.#proposition(key, claims)]));
  }

  #proposition(key: string, claims: readonly { claim: ClaimInput }[]): PropositionSummary {
    const statement = statementOf((claims[0] as { claim: ClaimInput }).claim.proposition);
    const disputeReasons = this.disputeReasons(key);
    const nameOf = (kind: 'actor' | 'event', id: string) =>
      (kind === 'actor' ? this.actors.get(id)?.name : this.events.get(id)?.record.title) ?? 'nameless';
    return {
      ...statement,
      text: propositionText(statement, meaningOf(statement), nameOf),
      functional: meaningOf(statement).functional,
      contested: disputeReasons.length > 0,
      disputeId: this.disputeGroups().find((group) => group.includes(key))?.[0] ?? null,
      disputeReasons,
      claimCount: claims.length,
      positions: (['positive', 'negative', 'unknown'] as const).flatMap((polarity) => {
        const held = this.#standing(key).filter(
          (claim) => claim.act !== 'retracts' && polarityOf(claim) === polarity,
        );
        const sources = held.flatMap(carriers);
        const claimants = new Set(held.map((claim) => claim.claimantId));
        const independentSources = mostDisjoint([...new Set(sources)].map((id) => this.#roots(id)));
        return held.length === 0
          ? []
          : { polarity, claimCount: held.length, claimantCount: claimants.size, independentSources };
      }),
    };
  }

  /** The generated sources derive from earlier ones only, so that every walk ends. */
  #roots(id: string): Set<string> {
    const origins = (this.sources.get(id)?.derivedFrom ?? []).map(({ sourceId }) => sourceId);
    return new Set(origins.length === 0 ? [id] : origins.flatMap((origin) => [...this.#roots(origin)]));
  }

  eventIds(query: EventQuery): string[] {
    return inOrder(this.#timedEvents(query), query.sort, query.time).map(({ id }) => id);
  }

  #timedEvents(filter: EventFilter): Timed[] {
    return [...this.events.values()]
      .map(({ record }) => record)
      .filter((event) => this.#admits(event, filter))
      .map((event) => ({ id: event.id, span: spanOf(event.time) }));
  }

  /** How many of the events that a filter lets through lie, by each match, between two days. */
  eventsBetween(filter: EventFilter, start: string, end: string, timeZone = 'UTC'): Certainty {
    return this.eventsIn(filter, parseWindow('on', `${start}/${end}`, zoneOf(timeZone)));
  }

  /** How many of the events that a filter lets through lie, by each match, in a window. */
  eventsIn(filter: EventFilter, { window, calendar }: Pick<TimeCondition, 'window' | 'calendar'>): Certainty {
    const spans = this.#timedEvents(filter).map(({ span }) => span);
    const count = (match: TimeCondition['match']) =>
      spans.filter((span) => inTime(span, { match, window, calendar })).length;
    return { possible: count('possible'), underWay: count('under_way'), certain: count('certain') };
  }

  unplaced(filter: EventFilter): number {
    return this.#timedEvents(filter).filter(({ span }) => span.start === null && span.end === null).length;
  }

  #admits(event: EventInput, query: EventFilter): boolean {
    return meets(this.#eventHas, query, event);
  }

  readonly #eventHas: Has<EventFilter, EventInput> = {
    terms: (event, terms) => hasWords(textOfEvent(event), terms, 'event'),
    time: (event, time) => inTime(spanOf(event.time), time),
    hasTime: (event, known) => {
      const { start, end } = spanOf(event.time);
      return known === (start !== null || end !== null);
    },
    type: (event, types) => types.includes(event.type),
    subtype: ({ subtype = '' }, subtypes) => subtypes.includes(subtype),
    // One and the same part in the event meets both conditions.
    actorId: ({ participants = [] }, ids, { role }) =>
      participants.some((part) => ids.includes(part.actorId) && asked(role, (one) => one === part.role)),
    role: ({ participants = [] }, roles) => participants.some((part) => roles.includes(part.role)),
    datasetId: (_event, ids) => ids.includes('home'),
    externalId: hasExternalId,
    tag: ({ tags = [] }, asked) => tags.some((tag) => asked.includes(tag)),
    countryCode: ({ place }, codes) => codes.includes(place?.countryCode ?? ''),
    sourceId: (event, ids) =>
      this.#inputs()
        .filter((claim) => claim.eventIds?.includes(event.id))
        .some((claim) => restsOn(claim, ids)),
    contested: (event, contested) => contested === this.event(event.id)?.contested,
    bbox: ({ place }, box) => place?.point !== undefined && isWithin(place.point, box),
    // No generated query asks for what is near a point.
    near: () => false,
  };

  /** Ids of the actors of whom some name has all words. */
  actorIds(terms: SearchTerms): string[] {
    return [...this.actors.values()].filter(({ name }) => hasWords(name, terms, 'actor')).map(({ id }) => id);
  }

  /** What a facet says of each value: as many as there would be, were it the only one asked for. */
  eventFacet(filter: EventFilter, facet: EventFacet): FacetCounts {
    const events = [...this.events.values()].map(({ record }) => record);
    const values: Record<EventFacet, (event: EventInput) => (string | undefined)[]> = {
      type: ({ type }) => [type],
      subtype: ({ subtype }) => [subtype],
      countryCode: ({ place }) => [place?.countryCode],
      datasetId: () => ['home'],
      actorId: ({ participants = [] }) => participants.map(({ actorId }) => actorId),
      role: ({ participants = [] }) => participants.map(({ role }) => role),
      tag: ({ tags = [] }) => tags,
      contested: () => ['true', 'false'],
    };
    const only = (value: string) => ({ ...filter, ...narrowedTo(facet, value) });
    return facetOf(events.flatMap(values[facet]), (value) => this.#timedEvents(only(value)).length);
  }

  claimFacet(filter: ClaimFilter, facet: ClaimFacet): FacetCounts {
    const values: Record<ClaimFacet, (claim: ClaimInput) => string[]> = {
      claimantId: ({ claimantId }) => [claimantId],
      act: ({ act }) => [act],
      polarity: (claim) => [polarityOf(claim)],
      predicate: ({ proposition }) => [proposition.predicate],
      status: ({ status = 'unreviewed' }) => [status],
      datasetId: () => ['home'],
      contested: () => ['true', 'false'],
    };
    const { includeAffiliates, ...others } = filter;
    const rest = facet === 'claimantId' ? others : filter;
    const only = (value: string): ClaimQuery => ({
      ...rest,
      ...narrowedTo(facet, value),
      sort: 'time',
    });
    return facetOf(this.#inputs().flatMap(values[facet]), (value) => this.claimIds(only(value)).length);
  }

  claimIds(query: ClaimQuery): string[] {
    const found = this.#inputs().filter((claim) => this.#admitsClaim(claim, query));
    return inOrder(found.map(timedClaim), query.sort, query.time).map(({ id }) => id);
  }

  #admitsClaim(claim: ClaimInput, query: ClaimFilter): boolean {
    return meets(this.#claimHas, query, claim);
  }

  readonly #claimHas: Has<ClaimFilter, ClaimInput> = {
    terms: (claim, terms) => hasWords(textOfClaim(claim), terms, 'claim'),
    time: (claim, time) => inTime(spanOf(claim.madeAt), time),
    claimantId: ({ claimantId }, ids, { includeAffiliates }) =>
      [...(includeAffiliates ? this.#sidesOf(claimantId, new Set()) : [claimantId])].some((id) =>
        ids.includes(id),
      ),
    includeAffiliates: () => true,
    aboutActorId: ({ proposition: { subject, object } }, ids) =>
      [subject, object].some((end) => end.kind === 'actor' && ids.includes(end.id)),
    eventId: ({ eventIds = [] }, ids) => eventIds.some((id) => ids.includes(id)),
    act: ({ act }, acts) => acts.includes(act),
    polarity: (claim, polarities) => polarities.includes(polarityOf(claim)),
    sourceId: restsOn,
    predicate: ({ proposition }, predicates) => predicates.includes(proposition.predicate),
    relatesTo: ({ relations = [] }, ids) => relations.some(({ claimId }) => ids.includes(claimId)),
    propositionKey: (claim, keys) => keys.includes(keyOf(claim)),
    status: ({ status = 'unreviewed' }, statuses) => statuses.includes(status),
    datasetId: (_claim, ids) => ids.includes('home'),
    externalId: hasExternalId,
    contested: ({ id }, contested) => contested === this.claim(id)?.contested,
  };

  /** All generated relations between actors are affiliations. */
  #sidesOf(actorId: string, seen: Set<string>): Set<string> {
    if (seen.has(actorId)) return seen;
    seen.add(actorId);
    for (const other of this.actors.get(actorId)?.relations ?? []) this.#sidesOf(other.actorId, seen);
    return seen;
  }
}

/** Returns whether a point lies in a box, which may cross the antimeridian. */
export function isWithin(
  { longitude, latitude }: GeoPoint,
  { west, south, east, north }: BoundingBox,
): boolean {
  const isBetween =
    west <= east ? west <= longitude && longitude <= east : west <= longitude || longitude <= east;
  return isBetween && south <= latitude && latitude <= north;
}

const narrowedTo = (facet: string, value: string) => ({
  [facet]: facet === 'contested' ? value === 'true' : [value],
});

const restsOn = (
  { evidence = [], attributionChain = [] }: ClaimInput,
  sourceIds: readonly string[],
): boolean =>
  [...evidence, ...attributionChain].some(
    ({ sourceId = null }) => sourceId !== null && sourceIds.includes(sourceId),
  );

function carriers({ evidence = [], attributionChain = [] }: ClaimInput): string[] {
  if (evidence.length > 0) return evidence.map(({ sourceId }) => sourceId);
  const outermost = attributionChain.find(({ sourceId = null }) => sourceId !== null)?.sourceId;
  return outermost === null || outermost === undefined ? [] : [outermost];
}

function facetOf(values: readonly (string | undefined)[], countOf: (value: string) => number): FacetCounts {
  const distinct = [...new Set(values)].filter((value) => value !== undefined);
  const counts = distinct.map((value) => ({ value, count: countOf(value) })).filter(({ count }) => count > 0);
  counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: counts.slice(0, 50), more: counts.length > 50 };
}

const textOfEvent = ({ title, summary, place, tags = [], time }: EventInput) =>
  [title, summary, place?.name, tags.join(' '), time?.text].join('\n');
const textOfClaim = ({ statement, evidence = [] }: ClaimInput) =>
  [statement, ...evidence.map(({ quote }) => quote)].join('\n');

/** Returns whether a text of a record of this kind has all the words of a search. */
export function hasWords(text: string, terms: SearchTerms, kind: SearchedKind): boolean {
  const words = wordsOf(text);
  const has = (term: string, index: number) =>
    words.some(({ folded, run }) => {
      if (run !== undefined) return folded.includes(term);
      const begins = mayBegin(term, kind, index === terms.length - 1);
      return begins ? folded.startsWith(term) : folded === term;
    });
  return terms.length > 0 && terms.every(has);
}

export const hasExternalId = (
  { externalIds = [] }: { externalIds?: ExternalId[] | undefined },
  references: readonly string[],
): boolean => externalIds.some(({ scheme, id }) => references.includes(`${scheme}:${id}`));

/** Says for each filter of a resource which records it lets through. A filter without an entry does not compile. */
export type Has<Filter, Input> = {
  readonly [K in keyof Filter]-?: (
    record: Input,
    given: Exclude<Filter[K], undefined>,
    filter: Filter,
  ) => boolean;
};

/** Returns whether a record meets every condition of a filter. */
export function meets<Filter extends object, Input>(
  has: Has<Filter, Input>,
  filter: Filter,
  record: Input,
): boolean {
  return (Object.keys(has) as (keyof Filter)[]).every((name) => {
    const given = filter[name];
    return given === undefined || has[name](record, given as Exclude<Filter[typeof name], undefined>, filter);
  });
}

const stampsOf = ({ version, recordedAt, updatedAt }: Held<unknown>) => ({
  datasetId: 'home',
  version,
  recordedAt,
  updatedAt,
});
export const keyOf = (claim: ClaimInput): string => statementOf(claim.proposition).key;
const spanOf = (time: EventInput['time']): TimeKeys => (time === undefined ? noTime : timeKeys(time));
const timedClaim = (claim: ClaimInput) => ({ id: claim.id, span: spanOf(claim.madeAt), claim });

/** The relation of a record to a window by each match. */
export const relations = { possible, under_way: underWay, certain };

function inTime(span: TimeKeys, condition: TimeCondition | undefined): boolean {
  return condition === undefined || relations[condition.match](span, windowFor(span, condition));
}

/** What begins in the window first, then what began before it from the latest on, then what has no start. */
function inWindow<T extends Timed>(records: readonly T[], time: TimeCondition): T[] {
  const beginsInside = ({ span }: T) =>
    (span.start ?? -infinite) >= (windowFor(span, time).start ?? -infinite);
  const known = records.filter(({ span }) => span.start !== null);
  return [
    ...inOrder(known.filter(beginsInside), 'time'),
    ...inOrder(
      known.filter((record) => !beginsInside(record)),
      'time_desc',
    ),
    ...inOrder(
      records.filter(({ span }) => span.start === null),
      'time',
    ),
  ];
}

function inOrder<T extends Timed>(records: readonly T[], sort: TimeOrder, time?: TimeCondition): T[] {
  if (sort === 'in_window' && time !== undefined) return inWindow(records, time);
  const sign = sort === 'time_desc' ? -1 : 1;
  const compare = (a: number | string, b: number | string) => (a < b ? -1 : Number(a > b));
  return [...records].sort(
    (a, b) =>
      Number(a.span.start === null) - Number(b.span.start === null) ||
      sign * compare(a.span.start ?? 0, b.span.start ?? 0) ||
      sign * compare(a.span.end ?? infinite, b.span.end ?? infinite) ||
      sign * compare(a.id, b.id),
  );
}

const own = [...predicates].map(([id, meaning]) => ({ id, ...meaning }));

function meaningOf({ predicate }: { predicate: string }): Predicate {
  const meaning = [...declaredIn(declares).predicates, ...own].find(({ id }) => id === predicate);
  if (meaning === undefined) throw new Error(`no predicate ${predicate}`);
  return meaning;
}

/** Returns whether two claims contradict each other, on whatever propositions. */
const contradict = (one: ClaimInput, other: ClaimInput): boolean => {
  const says = ({ relations = [] }: ClaimInput, { id }: ClaimInput) =>
    relations.some(({ type, claimId }) => type === 'contradicts' && claimId === id);
  return says(one, other) || says(other, one);
};

/** Returns whether two claims affirm values that exclude each other. */
const areRivals = (one: ClaimInput, other: ClaimInput): boolean =>
  [one, other].every((claim) => polarityOf(claim) === 'positive') && excludes(one, other);

function excludes(one: ClaimInput, other: ClaimInput): boolean {
  const [a, b]: PropositionStatement[] = [statementOf(one.proposition), statementOf(other.proposition)];
  if (a === undefined || b === undefined || a.predicate !== b.predicate || a.subject.id !== b.subject.id)
    return false;
  const [first, second] = [rangeOf(a.object), rangeOf(b.object)];
  return meaningOf(a).functional && Math.max(first[0], second[0]) > Math.min(first[1], second[1]);
}

function rangeOf(object: PropositionObject): readonly [number, number] {
  if (object.kind === 'quantity') return [object.min ?? -infinite, object.max ?? infinite];
  if (object.kind !== 'time') return [-infinite, infinite];
  const { start, end } = timeKeys({ edtf: object.time.edtf });
  return [start ?? -infinite, end ?? infinite];
}

/** The most sets of which no two share a member, by trying all. */
function mostDisjoint(sets: readonly Set<string>[]): number {
  const [first, ...rest] = sets;
  if (first === undefined) return 0;
  const apart = rest.filter((other) => [...other].every((member) => !first.has(member)));
  return Math.max(1 + mostDisjoint(apart), mostDisjoint(rest));
}
