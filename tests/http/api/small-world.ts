import { createHash } from 'node:crypto';
import type { DatasetFile } from '../../../src/domain/dataset-file.ts';
import {
  actor,
  claim,
  dataset,
  declares,
  event,
  killed,
  occurred,
  responsible,
  says,
  source,
  tookPlaceAt,
} from '../../helpers/records.ts';

/** A small invented world for what the seed does not have: points, copies, retractions, other scripts and zones. */

type Written<K extends 'sources' | 'actors' | 'events' | 'claims'> = NonNullable<DatasetFile[K]>;

/** The text of the source `harbour-log`; the first word stands twice, the last passage has astral characters. */
export const logText =
  'Night watch. The ferry 𝔸𝕓𝕔 left the quay at nine. Night fog hid it. The crew sang 🎼 until dawn 🌅.';

const passageOf = (sourceId: string, quote: string, from = 0) => {
  const before = [...logText.slice(0, logText.indexOf(quote, from))].length;
  const quoteSha256 = createHash('sha256').update(quote).digest('hex');
  return { sourceId, start: before, end: before + [...quote].length, quoteSha256 };
};

const somewhere = (sourceId: string, start = 0) => ({
  sourceId,
  start,
  end: start + 5,
  quoteSha256: '0'.repeat(64),
});

/** An identifier that an actor, an event and two claims have. */
const hillId = { scheme: 'wikidata', id: 'Q42424242' };

const sources: Written<'sources'> = [
  source('wire', {
    publisherId: 'agency',
    lang: 'en',
    publishedAt: { edtf: '2024-06-02' },
    title: 'Wire report',
  }),
  source('copy', {
    publisherId: 'paper',
    lang: 'en',
    publishedAt: { edtf: '2024-06-03' },
    derivedFrom: [{ kind: 'syndicated_copy', sourceId: 'wire' }],
  }),
  source('radio', {
    type: 'broadcast',
    publisherId: 'paper',
    lang: 'uk',
    publishedAt: { edtf: '2024-06-04' },
  }),
  source('harbour-log', {
    type: 'document',
    contentSha256: createHash('sha256').update(logText).digest('hex'),
    contentLength: [...logText].length,
  }),
];

const actors: Written<'actors'> = [
  actor('agency', { type: 'media', name: 'Élise Čapek News' }),
  actor('paper', { type: 'media', name: '東京新聞' }),
  actor('ministry', { type: 'government', name: 'Ministry of Tides' }),
  actor('navy', {
    type: 'state_force',
    name: 'Tidal Navy',
    relations: [{ type: 'part_of', actorId: 'ministry' }],
  }),
  actor('squad', {
    type: 'collective',
    identity: 'described',
    name: 'İzmir Squad',
    relations: [{ type: 'member_of', actorId: 'navy' }],
  }),
  actor('front', {
    subtype: 'militia',
    type: 'armed_group',
    name: "Multi-Agent O'Clock Front",
    names: [
      { value: 'Олександрів фронт', kind: 'alias', lang: 'uk' },
      { value: 'FRNT', kind: 'acronym' },
    ],
    relations: [{ type: 'opposes', actorId: 'ministry' }],
  }),
  // Affiliated in a circle: a walk over affiliations must end all the same.
  actor('ring-a', { name: 'Ring A', relations: [{ type: 'affiliated_with', actorId: 'ring-b' }] }),
  actor('ring-b', { name: 'Ring B', relations: [{ type: 'affiliated_with', actorId: 'ring-a' }] }),
];

const place = (name: string, countryCode: string, longitude: number, latitude: number) => ({
  name,
  countryCode,
  point: { longitude, latitude },
  precision: 'exact' as const,
});

const events: Written<'events'> = [
  event('oslo', {
    subtype: 'ambush',
    title: 'Ferry sunk',
    time: { edtf: '2024-06-01' },
    place: place('Oslo', 'NO', 10.75, 59.91),
    tags: ['sea', 'ferry'],
    participants: [
      { actorId: 'front', role: 'perpetrator', attribution: 'accused' },
      { actorId: 'navy', role: 'responder' },
    ],
  }),
  event('fiji', {
    type: 'protest',
    time: { edtf: '2024-06-10/2024-06-20' },
    place: place('Taveuni', 'FJ', 179.9, -16.8),
    tags: ['sea'],
    participants: [{ actorId: 'navy', role: 'target' }],
    relations: [{ type: 'response_to', eventId: 'oslo' }],
  }),
  event('samoa', {
    type: 'meeting',
    time: { edtf: '2024-07' },
    place: place('Apia', 'WS', -171.75, -13.83),
    participants: [{ actorId: 'navy', role: 'target' }],
  }),
  event('auckland', {
    type: 'trial',
    time: { edtf: '2024-06-01', timeZone: 'Pacific/Auckland' },
    place: { name: 'Auckland', countryCode: 'NZ' },
  }),
  event('new-york', { type: 'statement', time: { edtf: '2024-05-31T23:30:00-05:00' } }),
  event('long-war', {
    type: 'battle',
    time: { edtf: '1990/..' },
    participants: [{ actorId: 'navy', role: 'participant' }],
  }),
  event('old-feud', { type: 'battle', time: { edtf: '../2000' } }),
  event('undated', {
    type: 'other',
    title: 'Nobody knows when',
    participants: [{ actorId: 'navy', role: 'witness' }],
  }),
];

const made = (edtf: string) => ({ madeAt: { edtf } });
const aboutOslo = { eventIds: ['oslo'] };

const claims: Written<'claims'> = [
  claim('front-did-it', {
    claimantId: 'front',
    act: 'claims_responsibility',
    proposition: responsible('front', 'oslo'),
    status: 'retracted',
    ...aboutOslo,
    ...made('2024-06-02'),
    evidence: [somewhere('wire'), somewhere('copy')],
  }),
  claim('front-did-not', {
    claimantId: 'front',
    act: 'denies_responsibility',
    proposition: responsible('front', 'oslo'),
    ...aboutOslo,
    ...made('2024-06-05'),
    evidence: [somewhere('radio'), { sourceId: 'radio', fragment: 't=83,91' }],
    relations: [{ type: 'corrects', claimId: 'front-did-it', basis: 'explicit' }],
  }),
  claim('front-takes-back', {
    claimantId: 'front',
    act: 'retracts',
    proposition: responsible('front', 'oslo'),
    ...aboutOslo,
    ...made('2024-06-09'),
    relations: [{ type: 'retracts', claimId: 'front-did-not', basis: 'explicit' }],
  }),
  claim('ministry-accuses', {
    claimantId: 'ministry',
    act: 'accuses',
    certainty: 'probable',
    externalIds: [hillId],
    proposition: responsible('front', 'oslo'),
    ...aboutOslo,
    ...made('2024-06-03'),
    evidence: [somewhere('wire', 10), somewhere('copy', 10), somewhere('radio', 10)],
  }),
  claim('navy-doubts', {
    claimantId: 'navy',
    act: 'denies',
    proposition: responsible('front', 'oslo'),
    ...aboutOslo,
    ...made('2024-06-04'),
    evidence: [somewhere('wire', 20), somewhere('copy', 20)],
    attributionChain: [{ actorId: 'agency', sourceId: null, verb: 'quotes' }],
  }),
  claim('navy-says-few', {
    claimantId: 'navy',
    proposition: killed('oslo', 10, 12),
    ...aboutOslo,
    ...made('2024-06'),
  }),
  claim('front-says-many', { claimantId: 'front', proposition: killed('oslo', 20, 25), ...aboutOslo }),
  claim('squad-says-between', { claimantId: 'squad', proposition: killed('oslo', 11, 22), ...aboutOslo }),
  claim('squad-says-oslo', {
    claimantId: 'squad',
    proposition: tookPlaceAt('oslo', 'Oslo', 'NO'),
    ...aboutOslo,
  }),
  claim('squad-says-june', { claimantId: 'squad', proposition: occurred('oslo', '2024-06'), ...aboutOslo }),
  claim('ring-speaks', { claimantId: 'ring-a', act: 'questions', proposition: responsible('navy', 'fiji') }),
  claim('log-first', {
    claimantId: 'squad',
    ...words('watch'),
    evidence: [passageOf('harbour-log', 'Night watch')],
  }),
  claim('log-ferry', {
    claimantId: 'squad',
    ...words('ferry'),
    evidence: [passageOf('harbour-log', 'ferry 𝔸𝕓𝕔 left'), passageOf('harbour-log', '🎼 until dawn 🌅')],
  }),
  claim('log-night', {
    claimantId: 'squad',
    ...words('night'),
    evidence: [passageOf('harbour-log', 'Night', 40)],
  }),
];

function words(value: string) {
  return {
    proposition: {
      subject: { kind: 'actor' as const, id: 'squad' },
      predicate: 'said' as const,
      object: { kind: 'text' as const, value, lang: null },
    },
  };
}

export const smallWorld: DatasetFile[] = [
  {
    datasetId: 'harbour',
    dataset: dataset('harbour', { title: 'Harbour <&> "quay"', ...declares }),
    sources,
    actors,
    events,
    claims,
  },
  {
    datasetId: 'hills',
    dataset: dataset('hills', { lang: 'uk', url: 'https://example.org/hills' }),
    sources: [
      source('hill-post', {
        type: 'post',
        lang: 'uk',
        authors: ['О. Снігова', 'Hermit'],
        url: 'https://example.org/hills?post=1',
        archivedUrl: 'https://archive.example/hills',
        externalIds: [{ scheme: 'doi', id: '10.1000/182' }],
      }),
    ],
    actors: [
      actor('hermit', { type: 'person', identity: 'unnamed', name: 'Œdipe Ðorđe', externalIds: [hillId] }),
    ],
    events: [
      event('avalanche', {
        type: 'disaster',
        time: { edtf: '1984~' },
        place: { name: 'North slope', admin1: 'Upper Hills', admin2: 'Снігова громада' },
        externalIds: [{ scheme: 'acled', id: 'UKR:1' }, hillId],
        tags: ['snow', 'Лавина у горах'],
        participants: [{ actorId: 'navy', role: 'responder' }],
      }),
    ],
    claims: [
      claim('hermit-saw', {
        claimantId: 'hermit',
        status: 'corroborated',
        externalIds: [hillId],
        proposition: { ...words('snow').proposition, subject: { kind: 'actor', id: 'hermit' } },
        eventIds: ['avalanche'],
        evidence: [somewhere('hill-post')],
      }),
      claim('squad-heard', {
        claimantId: 'squad',
        status: 'weak',
        proposition: says('loud', 'front'),
        eventIds: ['oslo', 'avalanche'],
        madeAt: { edtf: '2024-06' },
        evidence: [somewhere('wire', 30), somewhere('hill-post', 30)],
      }),
      claim('hermit-heard', { claimantId: 'hermit', proposition: says('loud', 'front') }),
      claim('agency-dry', { claimantId: 'agency', proposition: says('dry', 'paper') }),
      claim('hermit-dry', { claimantId: 'hermit', proposition: says('dry', 'paper') }),
      claim('squad-wet', {
        claimantId: 'squad',
        proposition: says('wet', 'paper'),
        relations: [{ type: 'contradicts', claimId: 'agency-dry', basis: 'editor' }],
      }),
    ],
  },
  { datasetId: 'empty', dataset: dataset('empty') },
];
