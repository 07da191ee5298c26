import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkFiles, type DatasetBytes } from '../../src/actions/check-files.ts';
import { ImportRefused, problemLine } from '../../src/domain/import-problem.ts';
import type { Store } from '../../src/domain/store.ts';
import { inMemory, openSqliteStore } from '../../src/store/sqlite/open.ts';
import { importFiles } from '../helpers/import-files.ts';
import {
  actor,
  bodyOf,
  claim,
  dataset,
  declares,
  droneStrike,
  event,
  firstDay,
  flooded,
  housesFlooded,
  killed,
  passage,
  responsible,
  secondDay,
  source,
} from '../helpers/records.ts';

const file = (name: string, content: object): DatasetBytes => ({
  name,
  bytes: Buffer.from(JSON.stringify(content)),
});
const home = (content: object = {}) => ({ datasetId: 'home', ...content });
const base = file(
  'a.json',
  home({
    dataset: dataset('home'),
    sources: [source('paper', { contentLength: 100 })],
    actors: [actor('speaker')],
    events: [event('attack')],
  }),
);

async function onStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = openSqliteStore(inMemory);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** What is wrong with these files, one line for each problem. */
async function problemsOf(store: Store, files: DatasetBytes[]): Promise<string[]> {
  const refusal = await importFiles(store, files, firstDay).catch((error: unknown) => error);
  if (!(refusal instanceof ImportRefused)) throw new Error('the files were taken in');
  return refusal.problems.map(
    ({ file: name, record, pointer, detail }) => `${name} ${record ?? '-'} ${pointer} ${detail}`,
  );
}

describe('an import that goes well', () => {
  it('takes several files as one, and the same files again change nothing', () =>
    onStore(async (store) => {
      const files = [base, file('b.json', home({ claims: [claim('c', { evidence: [passage('paper')] })] }))];
      const report = await importFiles(store, files, firstDay);
      expect(report.claim).toEqual({ created: 1, updated: 0, unchanged: 0 });
      const state = await store.state();
      const again = await importFiles(store, files.reverse(), secondDay);
      expect(Object.values(again).map(({ created, updated }) => created + updated)).toEqual([0, 0, 0, 0, 0]);
      expect(await store.state()).toEqual(state);
    }));

  it('an edited file makes exactly the new versions', () =>
    onStore(async (store) => {
      await importFiles(store, [base], firstDay);
      const edited = file(
        'a.json',
        home({ actors: [actor('speaker', { name: 'New' }), actor('new')], events: [event('attack')] }),
      );
      const report = await importFiles(store, [edited], secondDay);
      expect(report.actor).toEqual({ created: 1, updated: 1, unchanged: 0 });
      expect(report.event).toEqual({ created: 0, updated: 0, unchanged: 1 });
      expect((await bodyOf(store, 'actor', 'speaker')).version).toBe(2);
    }));

  it('records may refer to what the store holds already, and to each other across files', () =>
    onStore(async (store) => {
      await importFiles(store, [base], firstDay);
      const first = claim('one', {
        proposition: responsible('speaker', 'attack'),
        relations: [{ type: 'supports', claimId: 'two', basis: 'editor' }],
      });
      const report = await importFiles(
        store,
        [file('x.json', home({ claims: [first] })), file('y.json', home({ claims: [claim('two')] }))],
        firstDay,
      );
      expect(report.claim.created).toBe(2);
    }));
});

describe('an import that is refused', () => {
  it('reports everything that is wrong at once, and writes nothing', () =>
    onStore(async (store) => {
      const wrong = file('wrong.json', {
        datasetId: 'home',
        colour: 'red',
        actors: [
          { ...actor('speaker'), type: 'robot' },
          actor('dup'),
          actor('dup'),
          { type: 'person' },
          actor('ok', { relations: [{ type: 'part_of', actorId: 'nobody', claimIds: ['nothing'] }] }),
        ],
        events: [
          event('e', {
            participants: [{ actorId: 'ghost', role: 'victim' }],
            relations: [{ type: 'about', eventId: 'gone' }],
          }),
        ],
        claims: [
          claim('c', {
            claimantId: 'dup',
            evidence: [passage('paper', 90, 101)],
            proposition: responsible('dup', 'lost'),
          }),
        ],
        sources: 'none',
      });
      const before = await store.state();
      const found = await problemsOf(store, [
        base,
        wrong,
        { name: 'broken.json', bytes: Buffer.from('{"a":') },
      ]);
      expect(found).toEqual([
        'wrong.json - /colour is not known here: expected $schema, datasetId, dataset, sources, actors, events, claims',
        'wrong.json - /sources must be a list of records; got the text "none"',
        expect.stringMatching(/^wrong\.json actor speaker \/actors\/0\/type must be one of "person"/),
        'wrong.json actor without an id /actors/3/id is missing: it must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit',
        'wrong.json actor without an id /actors/3/name is missing: it must be a text',
        'broken.json -  is not JSON at line 1, column 6: Unexpected end of JSON input',
        'wrong.json actor dup /actors/2/id is already used by the record at wrong.json#/actors/1',
        'wrong.json actor ok /actors/4/relations/0/actorId refers to the actor "nobody", which does not exist',
        'wrong.json event e /events/0/participants/0/actorId refers to the actor "ghost", which does not exist',
        'wrong.json actor ok /actors/4/relations/0/claimIds/0 refers to the claim "nothing", which does not exist',
        'wrong.json event e /events/0/relations/0/eventId refers to the event "gone", which does not exist',
        'wrong.json claim c /claims/0/proposition/object/id refers to the event "lost", which does not exist',
        'wrong.json claim c /claims/0/evidence/0/end lies beyond the end of the source "paper", which has 100 code points',
      ]);
      expect(await store.state()).toEqual(before);
      expect(await store.read('actor', 'dup')).toBeNull();
    }));

  it('a record that belongs to another dataset, and a dataset that nobody describes', () =>
    onStore(async (store) => {
      await importFiles(store, [base], firstDay);
      const found = await problemsOf(store, [
        file('x.json', { datasetId: 'away', dataset: dataset('away'), actors: [actor('speaker')] }),
        file('y.json', { datasetId: 'unknown', actors: [actor('z')] }),
        file('z.json', { datasetId: 'third', dataset: dataset('fourth') }),
      ]);
      expect(found).toEqual([
        'z.json dataset fourth /dataset/id must be the file\'s datasetId, "third"',
        'x.json actor speaker /actors/0/id is already used by the dataset "home"',
        'y.json - /datasetId names the dataset "unknown", which is neither in the files nor in the database',
        'z.json - /datasetId names the dataset "third", which is neither in the files nor in the database',
      ]);
    }));

  it('evidence beyond the end of a source that the store holds', () =>
    onStore(async (store) => {
      await importFiles(store, [base], firstDay);
      const within = claim('c', { evidence: [passage('paper', 90, 100)] });
      const beyond = claim('d', { evidence: [passage('paper', 0, 5), passage('paper', 99, 101)] });
      expect(await problemsOf(store, [file('x.json', home({ claims: [within, beyond] }))])).toEqual([
        'x.json claim d /claims/1/evidence/1/end lies beyond the end of the source "paper", which has 100 code points',
      ]);
    }));

  it('a quote that is not the passage that its length and hash describe', () =>
    onStore(async (store) => {
      const quote = 'naïve 👍';
      const sound = {
        ...passage('paper', 10, 17),
        quote,
        quoteSha256: createHash('sha256').update(quote).digest('hex'),
      };
      const wrong = [
        { ...sound, end: 18 },
        { ...sound, quote: 'naive 👍' },
        { ...sound, quoteSha256: '1'.repeat(64) },
      ];
      const claims = [claim('good', { evidence: [sound] }), claim('bad', { evidence: wrong })];
      const detail =
        'does not match its locator: its length must be end minus start, and its SHA-256 quoteSha256';
      expect(await problemsOf(store, [base, file('q.json', home({ claims }))])).toEqual(
        [0, 1, 2].map((index) => `q.json claim bad /claims/1/evidence/${index}/quote ${detail}`),
      );
    }));

  it('with --strict, files without a record, which are a warning otherwise', () =>
    onStore(async (store) => {
      const files = [file('x.json', home()), file('y.json', home({ actors: [] }))];
      const { warnings } = await checkFiles(store, files);
      expect(warnings.map(problemLine)).toEqual(['x.json, y.json: holds no records']);
      await expect(checkFiles(store, files, { isStrict: true })).rejects.toMatchObject({
        problems: warnings,
      });
    }));

  it('does not list a reference to a record that is refused itself', () =>
    onStore(async (store) => {
      const actors = [
        { id: 'bad', type: 'person' },
        { ...actor('good'), relations: [{ type: 'member_of', actorId: 'bad' }] },
      ];
      expect(await problemsOf(store, [base, file('r.json', home({ actors }))])).toEqual([
        'r.json actor bad /actors/0/name is missing: it must be a text',
      ]);
    }));

  it('says how many problems there are, and carries each as a fault with its place', () =>
    onStore(async (store) => {
      const refusal = await importFiles(
        store,
        [base, file('x.json', home({ actors: [{}], claims: [claim('c', { claimantId: 'ghost' })] }))],
        firstDay,
      ).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 'invalid_record',
        message: '4 problems found. Nothing was written.',
      });
      const [fault] = (refusal as ImportRefused).faults;
      expect(fault).toEqual({
        pointer: '/actors/0/id',
        detail:
          'x.json#/actors/0/id (actor without an id): is missing: it must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit',
        code: 'invalid_record',
      });
    }));
});

describe('the words of a dataset', () => {
  const floods = (proposition: object, more: object = declares) =>
    file('floods.json', {
      datasetId: 'floods',
      dataset: dataset('floods', more),
      actors: [actor('speaker')],
      events: [event('flood')],
      claims: [claim('c', proposition)],
    });

  it.each([
    [
      'a predicate that nobody declares',
      { ...flooded('flood', 1), predicate: 'house_floded' },
      declares,
      '/predicate must be a predicate of the program, or one that the dataset "floods" declares in its "predicates"; got "house_floded" (did you mean "houses_flooded"?)',
    ],
    [
      'a misspelt predicate of the program',
      { ...killed('flood', 1, 1), predicate: 'kiled' },
      {},
      '/predicate must be a predicate of the program, or one that the dataset "floods" declares in its "predicates"; got "kiled" (did you mean "killed"?)',
    ],
    [
      'a predicate that is like none',
      { ...flooded('flood', 1), predicate: 'xyz' },
      declares,
      '/predicate must be a predicate of the program, or one that the dataset "floods" declares in its "predicates"; got "xyz": those that join the kinds event and quantity are houses_flooded, killed, injured, missing, displaced, detained, abducted, attended_by, costs, buildings_damaged',
    ],
    [
      'a predicate that is like none, between kinds that none joins',
      {
        ...flooded('flood', 1),
        subject: { kind: 'actor', id: 'speaker' },
        predicate: 'xyz',
        object: { kind: 'time', time: { edtf: '2024' } },
      },
      {},
      '/predicate must be a predicate of the program, or one that the dataset "floods" declares in its "predicates"; got "xyz": none joins the kinds actor and time',
    ],
    [
      'a kind that a predicate of the program does not join',
      { ...killed('flood', 1, 1), subject: { kind: 'actor', id: 'speaker' } },
      {},
      '/subject/kind must be event for the predicate "killed", not actor',
    ],
    [
      'a kind that a declared predicate does not join',
      { ...flooded('flood', 1), object: { kind: 'text', value: 'many', lang: null } },
      declares,
      '/object/kind must be quantity for the predicate "houses_flooded", not text',
    ],
    [
      'another unit than the declared one',
      flooded('flood', 1, 1, 'persons'),
      declares,
      '/object/unit must be "houses", the declared unit of the predicate "houses_flooded"; got "persons"',
    ],
  ])('are checked: %s', (_, proposition, more, problem) =>
    onStore(async (store) => {
      const found = await problemsOf(store, [floods({ proposition }, more)]);
      expect(found).toEqual([`floods.json claim c /claims/0/proposition${problem}`]);
    }),
  );

  it('are those of its own dataset, in the files or in the store', () =>
    onStore(async (store) => {
      await importFiles(store, [file('base.json', home({ dataset: dataset('home', declares) }))], firstDay);
      const wet = { proposition: flooded('flood', 3, 3, ' HOUSES '.trim()) };
      expect(await problemsOf(store, [floods(wet, {})])).toEqual([
        expect.stringContaining(
          'that the dataset "floods" declares in its "predicates"; got "houses_flooded"',
        ),
      ]);
      await importFiles(store, [floods(wet)], firstDay);
      const later = file('more.json', { datasetId: 'floods', claims: [claim('d', wet)] });
      expect((await importFiles(store, [later], firstDay)).claim.created).toBe(1);
    }));

  it('stay declared as long as records use them', () =>
    onStore(async (store) => {
      const typed = { ...floods({ proposition: flooded('flood', 1) }), name: 'base.json' };
      const more = file('more.json', {
        datasetId: 'floods',
        events: [event('raid', { subtype: 'drone_strike' })],
      });
      await importFiles(store, [typed, more], firstDay);
      const bare = file('bare.json', { datasetId: 'floods', dataset: dataset('floods') });
      expect(await problemsOf(store, [bare])).toEqual([
        'bare.json dataset floods /dataset/predicates no longer declares the predicate "houses_flooded" for its claim "c", ' +
          'which uses it: change its claims first, or in the same import',
        'bare.json dataset floods /dataset/subtypes no longer declares the subtype "drone_strike" for its event "raid", ' +
          'which uses it: change its events first, or in the same import',
      ]);
      const changed = file('changed.json', {
        datasetId: 'floods',
        events: [event('raid')],
        claims: [claim('c', { proposition: killed('flood', 1, 1) })],
      });
      const report = await importFiles(store, [bare, changed], secondDay);
      expect([report.dataset.updated, report.claim.updated, report.event.updated]).toEqual([1, 1, 1]);
    }));

  it('mean one thing, in files and store', () =>
    onStore(async (store) => {
      const other = { predicates: [{ ...housesFlooded, unit: 'homes' }] };
      const one = file('one.json', { datasetId: 'one', dataset: dataset('one', declares) });
      const two = file('two.json', { datasetId: 'two', dataset: dataset('two', other) });
      const text = (id: string) =>
        `declares the predicate "houses_flooded" with another meaning than the dataset "${id}"`;
      expect(await problemsOf(store, [one, two])).toEqual([
        expect.stringContaining(`one.json dataset one /dataset/predicates/0 ${text('two')}`),
        expect.stringContaining(`two.json dataset two /dataset/predicates/0 ${text('one')}`),
      ]);
      await importFiles(store, [one], firstDay);
      expect(await problemsOf(store, [two])).toEqual([expect.stringContaining(text('one'))]);
      const agreed = file('one.json', { datasetId: 'one', dataset: dataset('one', other) });
      await importFiles(store, [agreed, two], secondDay);
      expect(await store.declarations()).toHaveLength(2);
    }));

  it.each([
    [
      'that is not declared',
      { events: [event('e', { subtype: 'drone_strik' })] },
      'event e /events/0/subtype must be a subtype of events that the dataset "home" declares in its "subtypes"; got "drone_strik" (did you mean "drone_strike"?)',
    ],
    [
      'of the wrong kind',
      { actors: [actor('a', { subtype: 'ambush' })] },
      'actor a /actors/0/subtype must be a subtype of actors that the dataset "home" declares in its "subtypes"; got "ambush", which is one of events',
    ],
    [
      'declared twice',
      { dataset: dataset('home', { subtypes: [droneStrike, { ...droneStrike, kind: 'actor' }] }) },
      'dataset home /dataset/subtypes/1/id "drone_strike" is declared twice in this dataset',
    ],
  ])('name a subtype %s', (_, content, problem) =>
    onStore(async (store) => {
      const found = await problemsOf(store, [
        file('home.json', home({ dataset: dataset('home', declares), ...content })),
      ]);
      expect(found).toEqual([`home.json ${problem}`]);
    }),
  );

  const declared = (...predicates: object[]) => ({ dataset: { ...dataset('home'), predicates } });
  it.each([
    [
      'an id of the program',
      declared({ ...housesFlooded, id: 'killed' }),
      '/0/id must be an id of your own: the program has a predicate "killed"',
    ],
    [
      'an id twice',
      declared(housesFlooded, housesFlooded),
      '/1/id "houses_flooded" is declared twice in this dataset',
    ],
    [
      'a unit without quantities',
      declared({ ...housesFlooded, objects: ['text'] }),
      '/0/unit must be left out: "objects" does not name "quantity"',
    ],
    ['no kind', declared({ ...housesFlooded, subjects: [] }), '/0/subjects must not be empty'],
    [
      'a kind twice',
      declared({ ...housesFlooded, subjects: ['event', 'event'] }),
      '/0/subjects must name each kind once',
    ],
  ])('are refused: %s', (_, content, problem) =>
    onStore(async (store) => {
      const found = await problemsOf(store, [file('home.json', home(content))]);
      expect(found).toEqual([`home.json dataset home /dataset/predicates${problem}`]);
    }),
  );
});
