import type { Store } from '../../src/domain/store.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  event,
  firstDay,
  keyOf,
  killed,
  passage,
  put,
  type Records,
  responsible,
  says,
  source,
} from './records.ts';

/**
 * Records for tests of work. Whatever a list may be asked for, more than a page of 200 meets it in a store of the least
 * size already, so that a page costs the same in a larger one. What records are linked to has the same number of links
 * in every store, but for those named `busy…`, whose links grow with it.
 */
const dayMs = 86_400_000;
const years = 10;
const firstMs = Date.UTC(2010, 0, 1);

/** Over the same ten years in every store: mostly days, some months and years, some without an end; a quarter has no time. */
function timeOf(index: number, of: number): { time?: { edtf: string } } {
  const day = new Date(firstMs + Math.floor((index / of) * years * 365) * dayMs).toISOString().slice(0, 10);
  if (index % 8 < 2) return {};
  return { time: { edtf: [day.slice(0, 7), day.slice(0, 4), `${day}/..`][(index % 40) - 10] ?? day } };
}

const side = (index: number) => index % 2;
const madeAt = ({ time }: ReturnType<typeof timeOf>) => (time === undefined ? {} : { madeAt: time });

/** Each event with a claim that it was by somebody, or killed so many, and the denial of every fourth of these. */
function eventAt(index: number, of: number): Records {
  const id = `e${index}`;
  const proposition = side(index) === 0 ? responsible('a0', id) : killed(id, index % 9, index % 9);
  const common = {
    claimantId: `a${side(index)}`,
    proposition,
    eventIds: [id],
    attributionChain: [{ actorId: `a${index}`, sourceId: `s${index}`, verb: 'reports' as const }],
    evidence: [passage(`s${side(index)}`), passage(`s${index}`)],
    ...madeAt(timeOf(index, of)),
  };
  const other = `e${index === 0 ? of - 1 : index - 1}`;
  return {
    event: [
      event(id, {
        ...timeOf(index, of),
        type: side(index) === 0 ? 'attack' : 'trial',
        tags: [`t${side(index)}`],
        place: {
          name: 'p',
          countryCode: side(index) === 0 ? 'RU' : 'UA',
          point: { longitude: index % 4 === 0 ? 90 : 20, latitude: index % 40 },
        },
        participants: [
          { actorId: `a${side(index)}`, role: side(index) === 0 ? 'perpetrator' : 'victim' },
          { actorId: `a${index}`, role: 'host' },
        ],
        relations: [{ type: 'response_to', eventId: other }],
      }),
    ],
    claim: [
      claim(`c${index}`, common),
      claim(`d${index}`, { ...common, polarity: side(index) === 0 ? 'negative' : 'positive' }),
    ],
  };
}

/** Links without a limit, of one record of each kind. */
function busyAt(index: number, of: number): Records {
  return {
    actor: [actor(`member${index}`, { relations: [{ type: 'member_of', actorId: 'busy-actor' }] })],
    source: [
      source(`chain${index}`, {
        derivedFrom: [{ kind: 'quotation', sourceId: index === of - 1 ? 's0' : `chain${index + 1}` }],
      }),
    ],
    claim: [
      claim(`busy${index}`, {
        claimantId: 'busy-actor',
        eventIds: ['busy-event'],
        proposition: says('busy'),
        evidence: [passage('busy-source')],
      }),
      claim(`member-claim${index}`, { claimantId: `member${index}`, proposition: says(`of ${index}`) }),
    ],
  };
}

const rivals = (count: number): Records => ({
  claim: Array.from({ length: count }, (_, index) =>
    claim(`rival${index}`, { proposition: killed('rival-event', index, index) }),
  ),
});

export const workIds = {
  busyKey: keyOf(says('busy')),
  /** Each excludes all others. */
  rivals: Array.from({ length: 20 }, (_, index) => keyOf(killed('rival-event', index, index))),
  /** Propositions with two claims each. */
  keys: (count: number) =>
    Array.from({ length: count }, (_, index) => keyOf(responsible('a0', `e${index * 2}`))),
  ids: (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`),
  moment: (share: number) => (firstMs + share * years * 365 * dayMs) / 1000,
};

const merged = (parts: readonly Records[]): Records => ({
  source: parts.flatMap((part) => part.source ?? []),
  actor: parts.flatMap((part) => part.actor ?? []),
  event: parts.flatMap((part) => part.event ?? []),
  claim: parts.flatMap((part) => part.claim ?? []),
});

export async function fillForWork(store: Store, events: number): Promise<void> {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const all = numbers(events);
  await store.write(batchOf({ dataset: [dataset('away')] }, 'away'), firstDay);
  await put(store, {
    dataset: [dataset('home')],
    actor: [
      ...all.map((index) => actor(`a${index}`, { type: side(index) === 0 ? 'person' : 'organization' })),
      actor('speaker'),
      actor('busy-actor'),
      actor('follower', { relations: [{ type: 'member_of', actorId: 'a0' }] }),
    ],
    source: [
      ...all.map((index) =>
        source(`s${index}`, {
          publisherId: `a${side(index)}`,
          publishedAt: { edtf: `20${10 + (index % 10)}` },
        }),
      ),
      source('busy-source'),
      source('copy', { derivedFrom: [{ kind: 'syndicated_copy', sourceId: 's1' }] }),
    ],
    event: [event('busy-event'), event('rival-event')],
  });
  await put(store, merged(all.map((index) => eventAt(index, events))));
  await put(store, merged(numbers(events / 5).map((index) => busyAt(index, events / 5))));
  await put(store, rivals(events / 50));
}
