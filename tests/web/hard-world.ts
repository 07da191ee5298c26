import { createHash } from 'node:crypto';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import {
  actor,
  claim,
  dataset,
  declares,
  event,
  flooded,
  killed,
  occurred,
  responsible,
  says,
  source,
  tookPlaceAt,
} from '../helpers/records.ts';

/**
 * An invented world of what is hard to show: several scripts in one sentence, years before our era, texts that do not
 * fit, and many of a thing. Event `dispute-N` has one dispute with N sides.
 */

type Written<K extends 'sources' | 'actors' | 'events' | 'claims'> = NonNullable<DatasetFile[K]>;

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(5);
/** 400 characters. */
export const longTitle =
  `Council of the lower valley adopts the resolution on the water of the upper valley ${'with annexes, reservations and replies, '.repeat(9)}`.slice(
    0,
    400,
  );
export const arabicTitle = 'تنظيم الدولة (ISIS) يعلن مسؤوليته عن هجوم في Mosul (العراق)';
const hebrewStatement = 'דובר צה"ל (IDF) הכחיש את הדיווח של Reuters (לונדון) מיום 3.5.';
const arabicQuote = 'نفت الوزارة (MoI) ما نشرته Reuters (لندن) عن 12 قتيلا.';

const count = <T>(length: number, make: (number: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index + 1));
const twoDigits = (number: number) => String(number).padStart(2, '0');

/** A passage that may be quoted. */
const quoted = (sourceId: string, quote: string, start = 0) => ({
  sourceId,
  start,
  end: start + [...quote].length,
  quoteSha256: createHash('sha256').update(quote).digest('hex'),
  paragraph: 1 + Math.floor(start / 100),
  quote,
});

const sources: Written<'sources'> = [
  source('arabic-paper', {
    title: 'جريدة الصباح (طبعة Beirut)',
    lang: 'ar',
    quoting: true,
    publisherId: 'ministry',
    publishedAt: { edtf: '2024-05-02' },
  }),
  source('arabic-copy', {
    title: 'Reuters (العربية)',
    lang: 'ar',
    derivedFrom: [{ kind: 'syndicated_copy', sourceId: 'arabic-paper' }],
  }),
  source('hebrew-radio', { type: 'broadcast', title: 'רשת ב׳ (Kan)', lang: 'he' }),
  source('long-report', { type: 'report', title: longTitle, notes: longWord }),
  source('untitled', { type: 'post', publishedAt: { edtf: '-0043-03' } }),
];

const units = count(40, (number) => `unit-${twoDigits(number)}`);
const towns = count(8, (number) => `town-${number}`);

const actors: Written<'actors'> = [
  actor('isis', {
    type: 'armed_group',
    name: 'تنظيم الدولة (ISIS)',
    description: 'تنظيم مسلح (ISIS) نشأ في العراق.',
    names: [
      { value: 'Islamic State', kind: 'translation', lang: 'en' },
      { value: 'داعش', kind: 'acronym', lang: 'ar' },
    ],
  }),
  actor('ministry', {
    type: 'state_agency',
    name: 'وزارة الداخلية (MoI)',
    relations: [{ type: 'part_of', actorId: 'state' }],
  }),
  actor('state', { type: 'government', name: 'Republic of the Two Rivers' }),
  actor('army', {
    type: 'state_force',
    name: 'צה"ל (IDF)',
    relations: [{ type: 'part_of', actorId: 'state' }],
  }),
  actor('service', { type: 'state_agency', name: 'Служба безпеки України (СБУ)' }),
  actor('agency', { type: 'media', name: '新华社（北京）', subtype: 'clan' }),
  actor('bureau', { name: longWord, externalIds: [{ scheme: 'wikidata', id: 'Q4'.repeat(100) }] }),
  actor('talker', { type: 'person', name: 'Speaker of the assembly' }),
  ...units.map((id, index) =>
    actor(id, { type: 'armed_group', name: `Unit ${index + 1} of the Northern column` }),
  ),
  ...towns.map((id, index) => actor(id, { type: 'government', name: `Town ${index + 1} council` })),
];

const point = (longitude: number, latitude: number) => ({ point: { longitude, latitude } });

const events: Written<'events'> = [
  event('rtl', {
    title: arabicTitle,
    summary: 'قال متحدث باسم (ISIS) إن الهجوم (في Mosul) كان ردا على غارة.',
    time: { edtf: '2024-05-01', text: 'يوم 1 مايو (May)' },
    place: { name: 'الموصل (Mosul)', countryCode: 'IQ', ...point(43.13, 36.34), precision: 'locality' },
    participants: [
      { actorId: 'isis', role: 'perpetrator', attribution: 'claimed_by_self' },
      { actorId: 'ministry', role: 'investigator' },
    ],
    tags: ['هجوم', 'Mosul'],
    relations: [{ type: 'preceded_by', eventId: 'hebrew' }],
  }),
  event('hebrew', {
    type: 'statement',
    title: 'הודעת דובר צה"ל (IDF) על האירוע',
    time: { edtf: '2024-04-30' },
    place: { name: 'תל אביב (Tel Aviv)', countryCode: 'IL', ...point(34.78, 32.08), precision: 'exact' },
  }),
  event('ukrainian', {
    type: 'investigation',
    title: 'Служба безпеки України (СБУ) відкрила справу',
    time: { edtf: '2024-05-03' },
    place: { name: 'Київська область', countryCode: 'UA', ...point(30.5, 50.1), precision: 'region' },
    subtype: 'drone_strike',
  }),
  event('chinese', {
    type: 'meeting',
    title: '北京会谈（ISIS 问题）',
    time: { edtf: '2024-05-04~' },
    place: { name: '中国', countryCode: 'CN', ...point(104, 35), precision: 'country' },
  }),
  event('ides', {
    type: 'killing',
    title: 'Caesar is killed',
    time: { edtf: '-0043-03-15' },
    place: {
      name: 'Theatre of Pompey',
      countryCode: 'IT',
      ...point(12.476, 41.896),
      precision: 'approximate',
    },
  }),
  event('pyramid', { type: 'other', title: 'A pyramid is built', time: { edtf: '-2579/-2559' } }),
  event('olympics', { type: 'other', title: 'First games of Olympia', time: { edtf: '-0775~' } }),
  event('long-title', {
    type: 'decision',
    title: longTitle,
    summary: longTitle.repeat(4),
    time: { edtf: '2024-05-05' },
    place: { name: longWord, ...point(16.37, 48.21) },
  }),
  event('long-word', {
    type: 'publication',
    title: longWord,
    time: { edtf: '2024-05-06', text: longWord.slice(0, 200) },
    participants: [{ actorId: 'bureau', role: 'addressee' }],
    tags: [longWord.slice(0, 64)],
  }),
  event('crowd', {
    type: 'battle',
    title: 'Battle of forty units',
    time: { edtf: '2024-05-07' },
    participants: units.map((actorId, index) => ({
      actorId,
      role: index % 2 === 0 ? 'perpetrator' : 'participant',
      attribution: index % 3 === 0 ? 'accused' : 'established',
    })),
  }),
  event('assembly', { type: 'meeting', title: 'Assembly of sixty questions', time: { edtf: '2024-05-08' } }),
  event('dispute-2', {
    title: 'Bridge blown up',
    time: { edtf: '2024-05-09' },
    place: { name: 'Old bridge', countryCode: 'UA', ...point(32, 48), precision: 'unknown' },
  }),
  event('dispute-3', { type: 'disaster', title: 'Lower town flooded', time: { edtf: '2024-05-10' } }),
  event('dispute-8', { type: 'accident', title: 'Ferry lost with all aboard', time: { edtf: '2024-05-11' } }),
  event('dispute-relation', { type: 'battle', title: 'Fight at the bridge', time: { edtf: '2024-05-12' } }),
  event('nowhere', { type: 'other', title: 'Without time, place or word' }),
];

const made = (edtf: string) => ({ madeAt: { edtf } });
const about = (...eventIds: string[]) => ({ eventIds });

const mixedScripts: Written<'claims'> = [
  claim('isis-did-it', {
    claimantId: 'isis',
    act: 'claims_responsibility',
    statement: 'أعلن (ISIS) مسؤوليته عن الهجوم (في Mosul).',
    proposition: responsible('isis', 'rtl'),
    ...about('rtl'),
    ...made('2024-05-01'),
    evidence: [quoted('arabic-paper', arabicQuote), quoted('arabic-copy', arabicQuote)],
  }),
  claim('army-denies', {
    claimantId: 'army',
    act: 'denies',
    statement: hebrewStatement,
    proposition: responsible('isis', 'rtl'),
    certainty: 'certain',
    ...about('rtl'),
    ...made('2024-05-02'),
    evidence: [{ sourceId: 'hebrew-radio', fragment: 't=83,91' }],
    attributionChain: [{ actorId: 'agency', verb: 'מצטט' }],
  }),
  claim('service-says', {
    claimantId: 'service',
    statement: longTitle.repeat(3),
    proposition: says(`${longWord} (СБУ)`, 'isis'),
    ...about('rtl'),
    evidence: [{ sourceId: 'long-report' }],
  }),
  claim('ministry-place', {
    claimantId: 'ministry',
    proposition: tookPlaceAt('rtl', 'الموصل (Mosul)', 'IQ'),
    ...about('rtl'),
    evidence: [quoted('arabic-paper', arabicQuote, 120)],
  }),
  claim('agency-year', {
    claimantId: 'agency',
    proposition: occurred('ides', '-0043-03-15'),
    ...about('ides'),
    ...made('-0043-03'),
    evidence: [{ sourceId: 'untitled' }],
  }),
];

/** One holds, denies and takes back; the other holds against it throughout. */
const twoSides: Written<'claims'> = [
  claim('unit-did-it', {
    claimantId: 'unit-01',
    act: 'claims_responsibility',
    proposition: responsible('unit-01', 'dispute-2'),
    ...about('dispute-2'),
    ...made('2024-05-09'),
    evidence: [quoted('arabic-paper', arabicQuote, 240)],
  }),
  claim('unit-did-not', {
    claimantId: 'unit-01',
    act: 'denies_responsibility',
    proposition: responsible('unit-01', 'dispute-2'),
    ...about('dispute-2'),
    ...made('2024-05-11'),
    relations: [{ type: 'corrects', claimId: 'unit-did-it', basis: 'explicit' }],
    evidence: [{ sourceId: 'hebrew-radio', fragment: 't=10' }],
  }),
  claim('town-accuses', {
    claimantId: 'town-1',
    act: 'accuses',
    certainty: 'probable',
    proposition: responsible('unit-01', 'dispute-2'),
    ...about('dispute-2'),
    ...made('2024-05-10'),
    evidence: [quoted('arabic-paper', arabicQuote, 360), quoted('arabic-copy', arabicQuote)],
  }),
  claim('town-repents', {
    claimantId: 'town-2',
    act: 'accuses',
    proposition: responsible('unit-01', 'dispute-2'),
    ...about('dispute-2'),
    ...made('2024-05-10'),
  }),
  claim('town-takes-back', {
    claimantId: 'town-2',
    act: 'retracts',
    proposition: responsible('unit-01', 'dispute-2'),
    ...about('dispute-2'),
    ...made('2024-05-12'),
    relations: [{ type: 'retracts', claimId: 'town-repents', basis: 'explicit' }],
  }),
];

/** Two propositions that only a relation between claims opposes to each other. */
const byRelation: Written<'claims'> = [
  claim('empty-bridge', {
    claimantId: 'town-3',
    proposition: says('away from the bridge', 'unit-02'),
    ...about('dispute-relation'),
    ...made('2024-05-09'),
    evidence: [{ sourceId: 'arabic-paper' }],
  }),
  claim('full-bridge', {
    claimantId: 'town-4',
    proposition: says('on the bridge', 'unit-02'),
    ...about('dispute-relation'),
    ...made('2024-05-10'),
    relations: [{ type: 'contradicts', claimId: 'empty-bridge', basis: 'editor' }],
  }),
];

const manySides: Written<'claims'> = [
  ...[12, 30, 75].map((houses, index) =>
    claim(`houses-${houses}`, {
      claimantId: towns[index] ?? 'town-1',
      proposition: flooded('dispute-3', houses),
      ...about('dispute-3'),
      ...made(`2024-05-1${index}`),
      evidence: [{ sourceId: 'long-report' }],
    }),
  ),
  ...towns.map((claimantId, index) =>
    claim(`lost-${index + 1}`, {
      claimantId,
      proposition: killed('dispute-8', 10 * (index + 1), 10 * (index + 1) + 4),
      ...about('dispute-8'),
      ...made(`2024-05-${11 + index}`),
      evidence: [quoted('arabic-paper', arabicQuote, 400 + 60 * index)],
    }),
  ),
];

/** 301 claims of one actor: sixty on the questions of the assembly, the others on itself. */
const talk: Written<'claims'> = count(301, (number) =>
  claim(`talk-${number}`, {
    claimantId: 'talker',
    proposition: says(`ready for question ${number}`, number % 2 === 0 ? 'talker' : 'town-1'),
    ...(number <= 60 ? about('assembly') : {}),
    ...made(`2024-${twoDigits(1 + (number % 12))}-${twoDigits(1 + (number % 28))}`),
  }),
);

export const hardWorld: DatasetFile[] = [
  {
    datasetId: 'hard',
    dataset: dataset('hard', {
      title: 'بيانات (data) الصعبة',
      lang: 'ar',
      description: `وصف (ISIS) قصير. ${longWord}`,
      ...declares,
    }),
    sources,
    actors,
    events,
    claims: [...mixedScripts, ...twoSides, ...byRelation, ...manySides, ...talk],
  },
];
