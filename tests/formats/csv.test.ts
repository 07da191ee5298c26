import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeId } from '../../src/domain/made-id.ts';
import { idPattern } from '../../src/domain/primitives.ts';
import { csvReader, type TableOptions } from '../../src/formats/csv.ts';
import type { LineDefaults } from '../../src/formats/read-line.ts';
import { pieces, readAll } from '../helpers/pieces.ts';

const events: LineDefaults = { kind: 'event', datasetId: 'd' };
const read = (content: string | Uint8Array, defaults = events, size?: number) =>
  readAll(csvReader(pieces(content, size), defaults));
const recordsOf = async (content: string | Uint8Array, defaults = events, size?: number) => {
  const { sound, bad, failure } = await read(content, defaults, size);
  expect([bad, failure]).toEqual([[], undefined]);
  return sound.map(({ record }) => record);
};

const table = [
  'id,type,subtype,title,time.edtf,place.name,place.point.longitude,place.point.latitude,participants.0.actorId,participants.0.role,participants.0.count.min,participants.0.count.unit,participants.1.actorId,participants.1.role,tags',
  'fire,disaster,wildfire,"A ""great"" fire,\nand smoke",2024-03-22,Łódź,19.455983,51.7592,crew,responder,12,persons,,,smoke|night',
  'talk,meeting,,A talk,,,,,,,,,host,host,',
].join('\n');
const read1 = {
  id: 'fire',
  type: 'disaster',
  subtype: 'wildfire',
  title: 'A "great" fire,\nand smoke',
  time: { edtf: '2024-03-22' },
  place: { name: 'Łódź', point: { longitude: 19.455983, latitude: 51.7592 } },
  participants: [{ actorId: 'crew', role: 'responder', count: { min: 12, unit: 'persons' } }],
  tags: ['smoke', 'night'],
};
const read2 = {
  id: 'talk',
  type: 'meeting',
  title: 'A talk',
  participants: [{ actorId: 'host', role: 'host' }],
};

describe('records as CSV', () => {
  it.each([1, 7, 65_536])('are read by the paths in the header, in pieces of %i bytes', async (size) => {
    expect(await recordsOf(table, events, size)).toEqual([read1, read2]);
    expect(await recordsOf(`\ufeff${table.replaceAll('\n', '\r\n')}\r\n`, events, size)).toEqual([
      { ...read1, title: 'A "great" fire,\r\nand smoke' },
      read2,
    ]);
  });

  it('may have keywords and names of every script, identifiers in other registers and divisions', async () => {
    const header =
      'id,type,title,tags,externalIds.0.scheme,externalIds.0.id,place.name,place.admin1,place.admin2';
    const rows =
      'a1,protest,Strike,забастовка|Strike Action|ストライキ|हड़ताल,acled,UKR1,Львів,Львівська,Львівський';
    expect(await recordsOf(`${header}\n${rows}`)).toEqual([
      {
        id: 'a1',
        type: 'protest',
        title: 'Strike',
        tags: ['забастовка', 'Strike Action', 'ストライキ', 'हड़ताल'],
        externalIds: [{ scheme: 'acled', id: 'UKR1' }],
        place: { name: 'Львів', admin1: 'Львівська', admin2: 'Львівський' },
      },
    ]);
  });

  it('know the line that each begins at, and keep it as it came', async () => {
    const { sound } = await read(`${table}\n`);
    expect(sound.map(({ line }) => line)).toEqual([2, 4]);
    expect(sound.map(({ raw }) => raw?.toString())).toEqual([
      table.split('\n').slice(1, 3).join('\n'),
      table.split('\n')[3],
    ]);
    const reader = csvReader(pieces(table), events);
    await readAll(reader);
    expect(reader.header?.toString()).toBe(table.split('\n')[0]);
  });

  it('may be of several kinds and datasets, each by a column', async () => {
    const { sound, bad } = await read(
      'kind,datasetId,id,type,name,title,licence\ndataset,,d,,,The set,CC0-1.0\nactor,,x,person,Ana,,\nactor,e,y,person,Bo,,\n',
      {},
    );
    expect(bad).toEqual([]);
    expect(sound.map(({ kind, datasetId, record }) => [kind, datasetId, record.id])).toEqual([
      ['dataset', 'd', 'd'],
      ['actor', 'd', 'x'],
      ['actor', 'e', 'y'],
    ]);
  });

  it('give null to what the model wants null, by the form that the row takes', async () => {
    const header =
      'id,claimantId,act,statement,proposition.subject.kind,proposition.subject.id,proposition.predicate,proposition.object.kind,proposition.object.id,proposition.object.value,proposition.object.min,proposition.object.max,proposition.object.unit';
    const rows = [
      'a,x,asserts,s,event,e,responsible_for,event,f,,,,',
      'b,x,asserts,s,event,e,described_as,text,,calm,,,',
      'c,x,asserts,s,event,e,killed,quantity,,,143,,persons',
    ];
    const { sound, bad } = await read([header, ...rows].join('\n'), { kind: 'claim', datasetId: 'd' });
    const objects = [...sound, ...bad].map((line) =>
      'record' in line &&
      typeof line.record === 'object' &&
      line.record !== null &&
      'proposition' in line.record
        ? line.record.proposition.object
        : line,
    );
    expect(objects).toContainEqual({ kind: 'text', value: 'calm', lang: null });
  });

  it.each([
    [
      'a number that is none',
      'id,type,title,place.name,place.point.longitude,place.point.latitude\na,attack,t,p,0x10,1',
      ['place', 'point', 'longitude'],
    ],
    ['a required cell that is empty', 'id,type,title\na,attack,', ['title']],
    ['a row that is too short', 'id,type,title\na,attack', ['title']],
    ['a time that is wrong', 'id,type,title,time.edtf\na,attack,t,2024-02-30', ['time', 'edtf']],
  ])('%s is a bad line with its place', async (_, text, path) => {
    const { bad, sound, failure } = await read(text);
    expect([sound, failure]).toEqual([[], undefined]);
    expect(bad[0]?.faults[0]?.path).toEqual(path);
    expect(bad[0]?.record).toBe('event a');
  });

  it('with more cells than columns, or bytes that are not UTF-8, are bad lines; the next are read', async () => {
    const { bad, sound } = await read(
      Buffer.concat([
        Buffer.from('id,type,title\na,attack,t,more\nb,attack,'),
        Buffer.from([0xe9, 0x0a]),
        Buffer.from('c,attack,é\n'),
      ]),
    );
    expect(bad.map(({ line, faults }) => [line, faults[0]?.detail])).toEqual([
      [2, 'has 4 cells, but the header has 3'],
      [3, expect.stringMatching(/^is not UTF-8 text: .* --encoding windows-1252/)],
    ]);
    expect(sound.map(({ record }) => record)).toEqual([{ id: 'c', type: 'attack', title: 'é' }]);
  });

  it.each([
    ['nom', '"nom". '],
    [
      'time',
      '"time" (it has parts, each with a column of its own: "time.edtf", "time.text", "time.extent"). ',
    ],
    [
      'externalIds',
      '"externalIds" (it has parts, each with a column of its own: "externalIds.0.scheme", "externalIds.0.id"). ',
    ],
    ['__proto__', '"__proto__". '],
    ['participants.9999.role', '"participants.9999.role". '],
    ['participants.2.actor_id', '"participants.2.actor_id" (did you mean "participants.2.actorId"?). '],
    ['longitude', '"longitude" (did you mean "place.point.longitude"?). '],
    ['dataset_id', '"dataset_id" (did you mean "datasetId"?). '],
    ['title', 'the header names the column "title" twice'],
    ['TITLE', 'the header names the column "title" twice, once as "TITLE"'],
  ])('under a header that has a wrong column are not read: %s', async (column, message) => {
    const { lines, failure } = await read(`id,type,title,${column}\na,attack,t,x\n`);
    expect(lines).toEqual([]);
    expect(failure).toMatchObject({ line: 1, message: expect.stringContaining(message) });
    if (message.startsWith('"')) {
      expect(failure).toMatchObject({
        message: expect.stringMatching(
          /^the header names a column that records of the kind event do not have: ".* --map/,
        ),
      });
    }
  });

  it('under a header that has several wrong columns are not read, and all of these are named', async () => {
    const { failure } = await read('id,type,titel,when,plase.name\na,attack,t,x,y\n');
    expect(failure).toMatchObject({
      message: expect.stringContaining(
        'names 3 columns that records of the kind event do not have: "titel" (did you mean "title"?), "when", ' +
          '"plase.name" (did you mean "place.name"?). ',
      ),
    });
  });
});

describe('tables of other people', () => {
  const rows = ['id,type,title', 'a,protest,"one\ntwo"', 'b,protest,B', 'c,protest,C'];
  const records = [
    { id: 'a', type: 'protest', title: 'one\ntwo' },
    { id: 'b', type: 'protest', title: 'B' },
    { id: 'c', type: 'protest', title: 'C' },
  ];
  const readWith = (text: string, options: TableOptions, size?: number) =>
    readAll(csvReader(pieces(text, size), events, options));

  it('may end each line in another way, whatever the pieces', async () => {
    const ends = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(ends, fc.integer({ min: 1, max: 9 }), async (lineEnds, size) => {
        const text = rows.map((row, index) => `${row}${lineEnds[index]}`).join('');
        const { sound, bad, failure } = await read(text, events, size);
        expect([bad, failure]).toEqual([[], undefined]);
        expect(sound.map(({ record }) => record)).toEqual(records);
        expect(sound.map(({ line }) => line)).toEqual([2, 4, 5]);
      }),
    );
  });

  it.each([
    [',', undefined, ''],
    [';', undefined, ''],
    ['\t', undefined, ''],
    ['|', '|', ''],
    ['|', undefined, 'sep=|\r\n'],
    [';', undefined, 'SEP=;\n'],
    [';', undefined, '"sep=;"\n'],
    [';', undefined, '\n  \n'],
  ])('may have the separator %j, given as %s or named by %j', async (separator, delimiter, before) => {
    const text = before + rows.join('\n').replaceAll(',', separator);
    for (const size of [1, 65_536]) {
      const { sound, failure } = await readWith(text, { delimiter }, size);
      expect(failure).toBeUndefined();
      expect(sound.map(({ record }) => record)).toEqual(records);
      expect(sound[0]?.line).toBe(2 + (before.match(/\n/g)?.length ?? 0));
    }
  });

  it.each(['', '\n\n', ',,\n', '\n;;;\r\n;;;\r\n', '\t\t\n'])('may be blank: %j', async (text) => {
    expect(await read(text)).toMatchObject({ lines: [], failure: undefined });
  });

  it('keep the line that names the separator for rejected rows', async () => {
    const reader = csvReader(pieces('sep=|\nid|type|title\na|riot|A\n'), events);
    const { bad } = await readAll(reader);
    expect(bad).toHaveLength(1);
    const again = csvReader(pieces(`${reader.header}\n${bad[0]?.raw}\n`), events);
    expect((await readAll(again)).bad.map(({ line, record }) => [line, record])).toEqual([[3, 'event a']]);
  });

  it('draw a warning if the last row is cut short', async () => {
    const warningsIn = async (text: string) =>
      (await read(text)).sound.map(({ warnings }) => warnings?.[0]?.detail);
    const head = 'id,type,title,summary\na,protest,A,s\n';
    expect(await warningsIn(`${head}b,protest,B`)).toEqual([
      undefined,
      'has only 3 of 4 cells and no line end: the input may be cut short',
    ]);
    expect(await warningsIn(`${head}b,protest,B\n`)).toEqual([undefined, undefined]);
    expect(await warningsIn(`${head}b,protest,B,`)).toEqual([undefined, undefined]);
  });

  it('may have blank rows and columns at their ends, but no value without a column', async () => {
    const { sound, bad } = await read(
      'id,type,title,,\na,protest,A,,\n,,,,\n , ,\u00a0,,\nb,protest,B,,x\n""\n',
    );
    expect(sound.map(({ record }) => record.id)).toEqual(['a']);
    expect(bad.map(({ line, faults }) => [line, faults[0]?.detail])).toEqual([
      [5, 'has "x" in column 5, which has no name in the header'],
    ]);
  });

  it('are read by a mapping of columns, constants and values', async () => {
    const mapping = {
      columns: { Ref: 'id', ' what ': 'type', notes: null, tags: 'tags' },
      constants: { 'place.name': 'Aleppo', 'place.countryCode': 'SY' },
      values: { type: { Riots: 'protest' }, tags: { x: 'explosives', y: null } },
    };
    const { sound, bad, failure } = await readWith('ref,What,title,notes,tags\n1,Riots,A,long,x|y|z\n', {
      mapping,
    });
    expect([bad, failure]).toEqual([[], undefined]);
    expect(sound.map(({ record }) => record)).toEqual([
      {
        id: '1',
        type: 'protest',
        title: 'A',
        tags: ['explosives', 'z'],
        place: { name: 'Aleppo', countryCode: 'SY' },
      },
    ]);
    const wrong = await readWith('id,type,title\n', { mapping: { columns: { title: 'titel' } } });
    expect(wrong.failure).toMatchObject({
      message: expect.stringContaining('"titel" (did you mean "title"?)'),
    });
    const twice = await readWith('id,type,title\n', { mapping: { constants: { type: 'protest' } } });
    expect(twice.failure).toMatchObject({ message: expect.stringContaining('"type" twice') });
  });

  it('get the same ids for the same texts in records and in references', async () => {
    const { sound } = await readWith(
      'id,type,title,participants.0.actorId,participants.0.role,participants.1.actorId,participants.1.role\nEV 1,protest,A,ACT/1,host,fits,host\n',
      { makesIds: true },
    );
    const [line] = sound;
    expect(line?.record).toMatchObject({
      id: madeId('EV 1'),
      externalIds: [{ scheme: 'd', id: 'EV 1' }],
      participants: [{ actorId: madeId('ACT/1') }, { actorId: 'fits' }],
    });
  });

  it('make no ids of the terms that a dataset declares', async () => {
    const { sound, bad } = await readWith(
      'id,type,subtype,title\nEV 1,protest,Sit-In,A\nEV 2,protest,Sit in,A\n',
      {
        makesIds: true,
      },
    );
    expect(sound.map(({ record }) => record)).toMatchObject([{ subtype: 'sit-in' }]);
    expect(bad.map(({ faults }) => faults)).toMatchObject([[{ column: 'subtype' }]]);
  });

  it('name the column of a fault by its number, also after an empty entry of a list', async () => {
    const { bad } = await read(
      'id,type,title,participants.0.actorId,participants.0.role,participants.1.actorId,participants.1.role\na,protest,A,,,x,guest\n',
    );
    expect(bad[0]?.faults).toMatchObject([
      { path: ['participants', 0, 'role'], column: 'participants.1.role' },
    ]);
  });
});

it('a made id is an id, and two texts never share one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
      expect(madeId(one)).toMatch(idPattern);
      expect(madeId(one) === madeId(other)).toBe(one === other);
    }),
  );
});

describe('a quote that is not closed', () => {
  const start = 'id,type,title\na,attack,t\n\nb,attack,"never';
  it('is found long before the end, and named with the line of its row', async () => {
    let pulled = 0;
    async function* endless() {
      yield Buffer.from(`${start}\n`);
      for (; pulled < 1000; pulled += 1) yield Buffer.from('c,attack,t\n'.repeat(10_000));
    }
    const { sound, failure } = await readAll(csvReader(endless(), events));
    expect(sound.map(({ record }) => record.id)).toEqual(['a']);
    expect(failure).toMatchObject({
      line: 3 + 1,
      message: expect.stringContaining('a quote in it may not be closed'),
    });
    expect(pulled).toBeLessThan(20);
  });

  it('is found at the end', async () => {
    const { sound, failure } = await read(`${start}\nc,attack,t\n`);
    expect(sound.map(({ record }) => record.id)).toEqual(['a']);
    expect(failure).toMatchObject({ line: 4, message: expect.stringContaining('never closed') });
  });
});

describe('a quote in the middle of a cell', () => {
  const head = 'id,type,title\n';
  const faultyRows = [
    ['b,attack,"x"y', 'has a quote that closes in the middle of a cell'],
    ['b,attack,x"y', 'has a quote in the middle of a cell'],
    ['b,"attack,x" y,"z"', 'has a quote that closes in the middle of a cell'],
    ['b,attack,"two\nlines"y', 'has a quote that closes in the middle of a cell'],
  ] as const;
  it.each(faultyRows)('makes its row a bad line, and no other: %s', async (row, detail) => {
    const lines = row.split('\n').length;
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `${head}a,attack,t\n${row}\nc,attack,"u, v"\n${row}\nd,attack,w\n${row}`.replaceAll(
        '\n',
        end,
      );
      for (const size of [1, 2, 3, 7, 65_536]) {
        const { sound, bad, failure } = await read(text, events, size);
        expect(failure).toBeUndefined();
        expect(sound.map(({ line, record }) => [line, record.id])).toEqual([
          [2, 'a'],
          [3 + lines, 'c'],
          [4 + 2 * lines, 'd'],
        ]);
        expect(bad.map(({ line }) => line)).toEqual([3, 4 + lines, 5 + 2 * lines]);
        for (const { raw, faults } of bad) {
          expect(raw?.toString()).toBe(row.replaceAll('\n', end));
          expect(faults[0]?.detail).toContain(detail);
        }
      }
    }
  });

  it('whose row is too long to be kept is passed over in bounded memory', async () => {
    async function* long() {
      yield Buffer.from(`${head}a,attack,x"y`);
      for (let piece = 0; piece < 100; piece += 1) yield Buffer.alloc(65_536, 'z');
      yield Buffer.from('\nb,attack,t\n');
    }
    const { sound, bad } = await readAll(csvReader(long(), events));
    expect(bad.map(({ line, raw }) => [line, raw])).toEqual([[2, null]]);
    expect(sound.map(({ line, record }) => [line, record.id])).toEqual([[3, 'b']]);
  });

  it('of the header ends the reading', async () => {
    const { lines, failure } = await read('id,type,ti"tle\na,attack,t\n');
    expect(lines).toEqual([]);
    expect(failure).toMatchObject({ line: 1, message: expect.stringContaining('the header has a quote') });
  });
});
