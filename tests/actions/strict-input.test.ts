import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkInput } from '../../src/actions/import-files.ts';
import { importLines } from '../../src/actions/lines/import-lines.ts';
import { readFiles } from '../../src/actions/read-files.ts';
import { ImportRefused } from '../../src/domain/import-problem.ts';
import { jsonPointer } from '../../src/domain/json-pointer.ts';
import type { RecordKind } from '../../src/domain/kinds.ts';
import type { Store } from '../../src/domain/store.ts';
import { csvReader } from '../../src/formats/csv.ts';
import { unzipped } from '../../src/formats/gzip.ts';
import { ndjsonReader } from '../../src/formats/ndjson.ts';
import { isBad, type LineReader } from '../../src/formats/read-line.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { openScratch } from '../../src/store/sqlite/scratch.ts';
import { pieces } from '../helpers/pieces.ts';
import { actor, claim, dataset, event, firstDay, putBasics, source } from '../helpers/records.ts';

/** Input that JSON.parse, zod or a database would take without a word, and that loses data or cannot be shown. */

const directory = mkdtempSync(join(tmpdir(), 'claimline-strict-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let store: Store;
beforeAll(async () => {
  store = openSqliteStore(':memory:');
  await putBasics(store);
});
afterAll(() => store.close());

/** Imports lines for a trial; returns each fault as pointer and detail. */
async function faultsOfLines(reader: LineReader): Promise<string[]> {
  const scratch = openScratch();
  const faults: string[] = [];
  const watcher = {
    rejected: (line: { faults: readonly { path: readonly PropertyKey[]; detail: string }[] }) => {
      for (const { path, detail } of line.faults) faults.push(`${jsonPointer(path)} ${detail}`);
    },
    progressed: () => undefined,
  };
  try {
    await importLines({
      store,
      scratch,
      reader,
      file: 'lines',
      at: firstDay,
      onError: 'skip',
      isDry: true,
      isStrict: false,
      keepsRaw: false,
      chunkRecords: 10,
      watcher,
    });
  } finally {
    scratch.close();
  }
  return faults;
}

const lineOf = (kind: RecordKind, json: string) => `{"kind":"${kind}","datasetId":"home",${json.slice(1)}\n`;
const faultsOfLine = (kind: RecordKind, json: string) =>
  faultsOfLines(ndjsonReader(pieces(lineOf(kind, json)), {}));
const faultsOfZippedLine = (kind: RecordKind, json: string) =>
  faultsOfLines(ndjsonReader(unzipped(pieces(gzipSync(lineOf(kind, json)))), {}));

const listOf = { source: 'sources', actor: 'actors', event: 'events', claim: 'claims' } as const;

/** Checks a dataset file with one record; returns each fault as the pointer within the record, and detail. */
async function faultsOfFile(kind: keyof typeof listOf, json: string, isZipped: boolean): Promise<string[]> {
  const text = `{"datasetId":"home","${listOf[kind]}":[${json}]}`;
  const path = join(directory, isZipped ? 'file.json.gz' : 'file.json');
  writeFileSync(path, isZipped ? gzipSync(text) : text);
  const checked = checkInput(store, () => readFiles(path)).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof ImportRefused)) throw error;
      return error.problems;
    },
  );
  const prefix = `/${listOf[kind]}/0`;
  return (await checked).map(({ pointer, detail }) => `${pointer.replace(prefix, '')} ${detail}`);
}

const repeated = (name: string) => `must be given once: the same object has ${JSON.stringify(name)} before`;

const refused: [string, keyof typeof listOf, string, string][] = [
  ['a name twice', 'source', '{"id":"s","type":"post","type":"video"}', `/type ${repeated('type')}`],
  [
    'a name twice with one value',
    'source',
    '{"id":"s","type":"post","type":"post"}',
    `/type ${repeated('type')}`,
  ],
  [
    'a name three times',
    'source',
    '{"id":"s","type":"post","type":"post","type":"post"}',
    `/type ${repeated('type')}`,
  ],
  [
    'a name twice, once escaped',
    'source',
    '{"id":"s","type":"post","t\\u0079pe":"post"}',
    `/type ${repeated('type')}`,
  ],
  [
    'a name twice in an object within',
    'event',
    '{"id":"e","type":"attack","title":"t","time":{"edtf":"2024","text":"x","edtf":"2023"}}',
    `/time/edtf ${repeated('edtf')}`,
  ],
  [
    'a name twice in a list within',
    'event',
    '{"id":"e","type":"attack","title":"t","participants":[{"actorId":"other","role":"victim"},{"actorId":"other","role":"victim","role":"target"}]}',
    `/participants/1/role ${repeated('role')}`,
  ],
  [
    'a name twice with spaces and quotes about',
    'event',
    '{"id":"e","type":"attack","title" : "\\\\\\"title\\":" , "title"\t:"t"}',
    `/title ${repeated('title')}`,
  ],
  ['an id twice', 'source', '{"id":"s","id":"t","type":"post"}', `/id ${repeated('id')}`],
  [
    '__proto__',
    'source',
    '{"id":"s","type":"post","__proto__":{"title":"t"}}',
    ' has no property "__proto__": it may have "id", "type", "title", "publisherId", "authors", "url", "archivedUrl", "lang", "publishedAt", "retrievedAt", "contentSha256", "contentLength", "rights", "quoting", "notes", "derivedFrom", "externalIds"',
  ],
  [
    '__proto__ within',
    'event',
    '{"id":"e","type":"attack","title":"t","time":{"edtf":"2024","__proto__":{}}}',
    '/time has no property "__proto__": it may have "edtf", "text", "extent", "timeZone", "basis", "basisNote"',
  ],
  [
    'NUL in an address',
    'source',
    '{"id":"s","type":"post","url":"https://example.org/\\u0000"}',
    '/url must not contain U+0000, a control character: it is character 21',
  ],
  [
    'a space before an address',
    'source',
    '{"id":"s","type":"post","url":" https://example.org/"}',
    '/url must not begin or end with spaces',
  ],
  [
    'a line end after an address',
    'source',
    '{"id":"s","type":"post","url":"https://example.org/\\n"}',
    '/url must not begin or end with spaces',
  ],
  [
    'a no-break space after an address',
    'source',
    '{"id":"s","type":"post","url":"https://example.org/\\u00a0"}',
    '/url must not begin or end with spaces',
  ],
  [
    'a space in an address',
    'source',
    '{"id":"s","type":"post","url":"https://example.org/a b"}',
    '/url must not contain spaces: write %20',
  ],
  [
    'a tab in an address',
    'source',
    '{"id":"s","type":"post","url":"https://exam\\tple.org/"}',
    '/url must not contain spaces: write %20',
  ],
  [
    'half a pair in an address',
    'source',
    '{"id":"s","type":"post","url":"https://example.org/\\ud83d"}',
    '/url must not contain U+D83D, half of a surrogate pair: it is character 21',
  ],
  [
    'an address of another scheme',
    'source',
    '{"id":"s","type":"post","url":"javascript:alert(1)"}',
    '/url must be an absolute http or https address; got the text "javascript:alert(1)"',
  ],
  [
    'half a pair in a title',
    'source',
    '{"id":"s","type":"post","title":"🏛 \\ude00"}',
    '/title must not contain U+DE00, half of a surrogate pair: it is character 3',
  ],
  [
    'a space before a title',
    'source',
    '{"id":"s","type":"post","title":" t"}',
    '/title must not begin or end with spaces',
  ],
  [
    'spaces in place of a name',
    'actor',
    '{"id":"a","type":"organization","name":"  "}',
    '/name must not begin or end with spaces',
  ],
  [
    'spaces in place of a text',
    'source',
    '{"id":"s","type":"post","notes":" \\n"}',
    '/notes must not consist of spaces only',
  ],
  [
    'a bell in a text',
    'source',
    '{"id":"s","type":"post","notes":"ding\\u0007"}',
    '/notes must not contain U+0007, a control character: it is character 5',
  ],
  [
    'a space after an id',
    'source',
    '{"id":"s ","type":"post"}',
    '/id must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit; got the text "s "',
  ],
];

describe.each(refused)('%s', (_, kind, json, fault) => {
  it('is refused in a line of NDJSON', async () => {
    expect(await faultsOfLine(kind, json)).toEqual([fault]);
    expect(await faultsOfZippedLine(kind, json)).toEqual([fault]);
  });

  it('is refused in a dataset file', async () => {
    expect(await faultsOfFile(kind, json, false)).toEqual([fault]);
    expect(await faultsOfFile(kind, json, true)).toEqual([fault]);
  });
});

it.each([
  ['lines and tabs in a title', 'source', '{"id":"s","type":"post","title":"one\\r\\n\\ttwo"}'],
  ['lines and tabs in a text', 'source', '{"id":"s","type":"post","notes":" one\\r\\n\\ttwo "}'],
  [
    'one name in two objects',
    'event',
    '{"id":"e","type":"attack","title":"t","time":{"edtf":"2024"},"place":{"name":"p"},"relations":[]}',
  ],
  ['what looks like names in a text', 'source', '{"id":"s","type":"post","title":"\\"type\\":\\"post\\\\"}'],
  [
    'an address with letters of its own',
    'source',
    '{"id":"s","type":"post","url":"HTTPS://пример.рф/я?a=🏛"}',
  ],
] as const)('%s: taken', async (_, kind, json) => {
  expect(await faultsOfLine(kind, json)).toEqual([]);
  expect(await faultsOfFile(kind, json, false)).toEqual([]);
});

it('names what stands twice at the top of a dataset file', async () => {
  const path = join(directory, 'top.json');
  writeFileSync(path, '{"datasetId":"home","sources":[{"id":"s","type":"post"}],"sources":[]}');
  const problems = [{ pointer: '/sources', record: null, detail: repeated('sources') }];
  await expect(checkInput(store, () => readFiles(path))).rejects.toMatchObject({ problems });
});

it.each([33, 200_000])('nesting of %i levels is refused, without running out of stack', async (depth) => {
  const deep = `{"id":"s","type":"post","title":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  const faults = [
    ' must not have more than 32 lists and objects within each other',
    '/title must be a text; got a list',
  ];
  expect(await faultsOfLine('source', deep)).toEqual(faults);
  expect((await faultsOfFile('source', deep, false)).toSorted()).toEqual(faults);
});

/** Records with every member that holds text. */
const name = { value: 'n', kind: 'alias', lang: 'en' } as const;
const time = { edtf: '2024', text: 'x' };
const full: [RecordKind, object][] = [
  ['dataset', dataset('d', { description: 'x', origin: 'x', url: 'https://example.org/' })],
  [
    'source',
    source('s', {
      title: 'x',
      publisherId: 'other',
      url: 'https://example.org/',
      lang: 'en',
      publishedAt: time,
      retrievedAt: '2024-01-01T00:00:00Z',
      contentSha256: '0'.repeat(64),
      rights: 'x',
      quoting: true,
      notes: 'x',
      authors: ['x'],
      archivedUrl: 'https://example.org/',
      externalIds: [{ scheme: 'x', id: 'x' }],
      derivedFrom: [{ kind: 'revision', sourceId: 't' }],
    }),
  ],
  [
    'actor',
    actor('a', {
      names: [name],
      description: 'x',
      externalIds: [{ scheme: 'x', id: 'x' }],
      relations: [{ type: 'part_of', actorId: 'other', claimIds: ['c'] }],
    }),
  ],
  [
    'event',
    event('e', {
      summary: 'x',
      time,
      place: { name: 'x', countryCode: 'RU', admin1: 'x', admin2: 'x' },
      externalIds: [{ scheme: 'x', id: 'x' }],
      participants: [{ actorId: 'other', role: 'victim' }],
      relations: [{ type: 'part_of', eventId: 'attack' }],
      tags: ['x'],
    }),
  ],
  [
    'claim',
    claim('c', {
      statusNote: 'x',
      externalIds: [{ scheme: 'x', id: 'x' }],
      eventIds: ['attack'],
      madeAt: time,
      attributionChain: [{ actorId: 'other', sourceId: null, verb: 'x' }],
      evidence: [
        {
          sourceId: 's',
          start: 0,
          end: 1,
          quoteSha256: '0'.repeat(64),
          quoteFingerprint: '0'.repeat(16),
          prefixSha256: '0'.repeat(64),
          suffixSha256: '0'.repeat(64),
          plainSha256: '0'.repeat(64),
          plainLength: 1,
          quote: 'x',
        },
        { sourceId: 's', fragment: 'page=1' },
      ],
      relations: [{ type: 'supports', claimId: 'd', basis: 'editor' }],
    }),
  ],
];

/** The paths to all texts in a value. */
function textPaths(value: unknown, path: readonly PropertyKey[] = []): PropertyKey[][] {
  if (typeof value === 'string') return [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textPaths(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withText(
  value: unknown,
  [step, ...rest]: readonly PropertyKey[],
  edit: (text: string) => string,
): unknown {
  if (step === undefined) return edit(String(value));
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<PropertyKey, unknown>;
  copy[step] = withText(copy[step], rest, edit);
  return copy;
}

async function faultyPlaces(kind: RecordKind, record: unknown): Promise<string[]> {
  const text = JSON.stringify({ kind, datasetId: 'home', ...(record as object) });
  const places: string[] = [];
  for await (const lines of ndjsonReader(pieces(`${text}\n`), {}).batches()) {
    for (const line of lines)
      if (isBad(line)) places.push(...line.faults.map(({ path }) => jsonPointer(path)));
  }
  return places;
}

describe.each(full)('any text of a %s', (kind, record) => {
  const texts = textPaths(record);

  it('is taken as it is', async () => {
    expect(texts.length).toBeGreaterThan(4);
    expect(await faultyPlaces(kind, record)).toEqual([]);
  });

  it.each(['\u0000', '\u0007', '\u007f', '\u0085', '\ud800', '\udfff'])(
    'is refused with %j in it',
    async (character) => {
      for (const path of texts) {
        const edited = withText(record, path, (text) => `${text}${character}${text}`);
        expect(await faultyPlaces(kind, edited), `${jsonPointer(path)}`).toContain(jsonPointer(path));
      }
    },
  );
});

describe('a table', () => {
  const read = async (csv: string) => {
    const lines = [];
    for await (const batch of csvReader(pieces(csv), { kind: 'source', datasetId: 'home' }).batches())
      lines.push(...batch);
    return lines;
  };

  it('has cells whose surrounding spaces do not count', async () => {
    const [line] = await read(
      'id , type,url,contentLength,title,notes\n s , post ,"\thttps://example.org/ ", 12 , t , n \n',
    );
    expect(line).toMatchObject({
      record: {
        id: 's',
        type: 'post',
        url: 'https://example.org/',
        contentLength: 12,
        title: 't',
        notes: ' n ',
      },
    });
  });

  it('has empty cells where there are only spaces', async () => {
    const [line] = await read('id,type,url,notes\ns,post, ,  \n');
    expect(line).toMatchObject({ record: { id: 's', type: 'post' } });
    expect(line).not.toHaveProperty('record.url');
    expect(line).not.toHaveProperty('record.notes');
  });

  it('has addresses like those of JSON', async () => {
    const faults = await faultsOfLines(
      csvReader(pieces('id,type,url\ns,post,https://example.org/a b\n'), {
        kind: 'source',
        datasetId: 'home',
      }),
    );
    expect(faults).toEqual(['/url must not contain spaces: write %20']);
  });
});
