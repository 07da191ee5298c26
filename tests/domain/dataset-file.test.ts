import { describe, expect, it } from 'vitest';
import { readDatasetFile, writeDatasetFile } from '../../src/formats/json.ts';
import { actor, claim, dataset, event, killed, passage, source } from '../helpers/records.ts';

const read = (content: unknown) =>
  readDatasetFile('f.json', Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
const problems = (content: unknown) =>
  read(content).problems.map(({ record, pointer, detail }) => `${record ?? '-'} ${pointer} ${detail}`);

describe('a dataset file', () => {
  const file = {
    datasetId: 'home',
    dataset: dataset('home'),
    sources: [source('s')],
    actors: [actor('a')],
    events: [event('e')],
    claims: [claim('c', { evidence: [passage('s')] })],
  };

  it('reads to records that know their kind, dataset, file and place', () => {
    const { records, problems: found } = read(file);
    expect(found).toEqual([]);
    expect(
      records.map(({ kind, record, datasetId, file: name, pointer }) => [
        kind,
        record.id,
        datasetId,
        name,
        pointer,
      ]),
    ).toEqual([
      ['dataset', 'home', 'home', 'f.json', '/dataset'],
      ['source', 's', 'home', 'f.json', '/sources/0'],
      ['actor', 'a', 'home', 'f.json', '/actors/0'],
      ['event', 'e', 'home', 'f.json', '/events/0'],
      ['claim', 'c', 'home', 'f.json', '/claims/0'],
    ]);
  });

  it('is written so that it reads to the same records', () => {
    const again = read(writeDatasetFile(file));
    expect(again.records.map((one) => one.record)).toEqual([
      dataset('home'),
      ...file.sources,
      ...file.actors,
      ...file.events,
      ...file.claims,
    ]);
  });

  it('may begin with the address of its schema and a byte order mark', () => {
    expect(problems({ $schema: '../schema.json', ...file })).toEqual([]);
    expect(problems(`\u{feff}${JSON.stringify(file)}`)).toEqual([]);
  });

  const wrong: [string, unknown, string[] | RegExp][] = [
    ['no JSON', '{', /^- {2}is not JSON at line 1, column 2: /],
    ['text', 'plain "text"\n', /^- {2}is not JSON at line 1, column 1: Unexpected token 'p'$/],
    ['a wrong word', '{\n"actors": [nil]}', /^- {2}is not JSON at line 2, column 12: Unexpected token 'i'$/],
    ['a list of something else', [7], ['- /0 must be an object with a "kind"; got 7']],
    [
      'a list of records without kinds',
      [{ id: 'a' }],
      /^- \/0\/kind is missing: it must be one of "dataset"/,
    ],
    ['null', 'null', ['-  must be an object such as {"datasetId":"my-dataset","events":[]}; got null']],
    ['no dataset', {}, ['- /datasetId is missing: it must be the id of the dataset of the records']],
    [
      'a bad dataset id',
      { datasetId: 'Home' },
      ['- /datasetId must be the id of the dataset of the records; got the text "Home"'],
    ],
    [
      'an unknown property',
      { datasetId: 'home', 'a/b': 1 },
      ['- /a~1b is not known here: expected $schema, datasetId, dataset, sources, actors, events, claims'],
    ],
    [
      'a list that is none',
      { datasetId: 'home', events: {} },
      ['- /events must be a list of records; got an object'],
    ],
    [
      'a misspelt list',
      { datasetId: 'home', evnets: [] },
      [
        '- /evnets is not known here (did you mean "events"?): ' +
          'expected $schema, datasetId, dataset, sources, actors, events, claims',
      ],
    ],
    [
      'records that are none',
      { datasetId: 'home', events: [null, 1] },
      [
        'event without an id /events/0 must be an object; got null',
        'event without an id /events/1 must be an object; got 1',
      ],
    ],
    [
      'a misspelt property',
      { datasetId: 'home', events: [{ ...event('e'), tittle: 'x' }] },
      ['event e /events/0 has no property "tittle" (did you mean "title"?)'],
    ],
    [
      'an id in capitals',
      { datasetId: 'home', events: [event('E')] },
      [
        'event E /events/0/id must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit; got the text "E"',
      ],
    ],
    [
      'an empty title',
      { datasetId: 'home', events: [event('e', { title: '' })] },
      ['event e /events/0/title must not be empty'],
    ],
    [
      'half a character',
      '{"datasetId":"home","events":[{"id":"e","type":"attack","title":"\\ud800"}]}',
      ['event e /events/0/title must not contain U+D800, half of a surrogate pair: it is character 1'],
    ],
    [
      'a time that is none',
      { datasetId: 'home', events: [event('e', { time: { edtf: '2024-02-30' } })] },
      /^event e \/events\/0\/time\/edtf .*2024-02-30/,
    ],
    [
      'a polarity that the act does not take',
      { datasetId: 'home', claims: [claim('c', { act: 'denies', polarity: 'positive' })] },
      ['claim c /claims/0/polarity must be negative for the act "denies"'],
    ],
    [
      'evidence that ends before it begins',
      { datasetId: 'home', claims: [claim('c', { evidence: [passage('s', 5, 5)] })] },
      ['claim c /claims/0/evidence/0/end must be greater than start'],
    ],
    [
      'hearsay of two reporters',
      {
        datasetId: 'home',
        claims: [claim('c', { attributionChain: [{ actorId: 'a', sourceId: 's', verb: 'x' }] })],
      },
      [
        'claim c /claims/0/attributionChain/0 must have either an "actorId" or a "sourceId", and only one of them',
      ],
    ],
    [
      'a quantity without a number',
      {
        datasetId: 'home',
        claims: [
          claim('c', {
            proposition: { ...killed('e', 1, 2), object: { kind: 'quantity', unit: 'x' } },
          }),
        ],
      },
      ['claim c /claims/0/proposition/object must have min, best or max'],
    ],
    [
      'a count without a number',
      {
        datasetId: 'home',
        events: [event('e', { participants: [{ actorId: 'a', role: 'victim', count: { unit: 'killed' } }] })],
      },
      ['event e /events/0/participants/0/count must have min, best or max'],
    ],
    [
      'hearsay of nobody',
      {
        datasetId: 'home',
        claims: [claim('c', { attributionChain: [{ verb: 'says' }] })],
      },
      [
        'claim c /claims/0/attributionChain/0 must have either an "actorId" or a "sourceId", and only one of them',
      ],
    ],
  ];
  for (const [what, content, expected] of wrong) {
    it(`with ${what} says so, and where`, () => {
      const found = problems(content);
      if (expected instanceof RegExp) expect(found.join('\n')).toMatch(expected);
      else expect(found).toEqual(expected);
    });
  }

  it('that is not UTF-8 says so', () => {
    const { problems: found } = readDatasetFile('f.json', new Uint8Array([0x7b, 0xff, 0x7d]));
    expect(found).toEqual([
      {
        file: 'f.json',
        record: null,
        pointer: '',
        detail: expect.stringMatching(/^is not UTF-8 text: save the input as UTF-8, or give its encoding/),
      },
    ]);
  });

  it('may leave the dataset and the kind to the caller', () => {
    const bytes = (content: object) => Buffer.from(JSON.stringify(content));
    const named = { kind: 'actor', datasetId: 'home' } as const;
    for (const content of [{ actors: [actor('a')] }, [actor('a')], [{ ...actor('a'), datasetId: 'home' }]]) {
      const { records, problems: found } = readDatasetFile('f.json', bytes(content), named);
      expect(found).toEqual([]);
      expect(records).toMatchObject([{ kind: 'actor', datasetId: 'home', record: actor('a') }]);
    }
  });

  it('gives the sound records beside the problems of the others', () => {
    const { records, problems: found } = read({ datasetId: 'home', actors: [{ id: 'bad' }, actor('good')] });
    expect(records.map((one) => [one.record.id, one.pointer])).toEqual([['good', '/actors/1']]);
    expect(found.map((one) => one.pointer)).toEqual(['/actors/0/type', '/actors/0/name']);
  });
});
