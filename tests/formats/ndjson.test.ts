import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/domain/limits.ts';
import { linesOf } from '../../src/formats/lines.ts';
import { ndjsonLine, ndjsonReader } from '../../src/formats/ndjson.ts';
import type { LineDefaults } from '../../src/formats/read-line.ts';
import { all, pieces, readAll } from '../helpers/pieces.ts';
import { actor, dataset } from '../helpers/records.ts';

const read = (content: string | Uint8Array, defaults: LineDefaults = {}, size?: number) =>
  readAll(ndjsonReader(pieces(content, size), defaults));
const line = (id: string, datasetId = 'd') => ndjsonLine('actor', datasetId, actor(id));

const oneKind = 'must be one of "dataset", "source", "actor", "event", "claim"';

describe('lines', () => {
  it('are the same however the bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-zé🏛]{0,12}$/u), { maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (texts, size, isEnded) => {
          const content = texts.join('\n') + (isEnded ? '\n' : '');
          const found = (await all(linesOf(pieces(content, size), 12))).flat();
          const expected = content.split('\n');
          if (expected.at(-1) === '') expected.pop();
          expect(found).toEqual(
            expected.map((text, index) => {
              const bytes = Buffer.from(text);
              return { number: index + 1, bytes: bytes.length > 12 ? null : bytes };
            }),
          );
        },
      ),
    ));

  it('that are too long are passed over, and what follows is read', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    async function* endless() {
      yield Buffer.from('{"kind":"actor","id":"');
      for (let count = 0; count < 200; count += 1) yield piece;
      yield Buffer.from(`"}\n${line('after')}`);
    }
    const before = process.memoryUsage().rss;
    const { sound, bad } = await readAll(ndjsonReader(endless(), {}));
    expect(sound.map(({ line: number, record }) => [number, record.id])).toEqual([[2, 'after']]);
    expect(bad).toEqual([
      expect.objectContaining({
        line: 1,
        raw: null,
        faults: [{ path: [], detail: `is longer than the ${limits.importLineMaxBytes} bytes of a line` }],
      }),
    ]);
    expect(process.memoryUsage().rss - before, 'nothing of it is kept').toBeLessThan(100 * 1024 * 1024);
  });
});

describe('records as NDJSON', () => {
  it('are read with kind, dataset and line; blank lines are skipped and counted', async () => {
    const content = `\ufeff${line('x')}\r\n   \n${line('y', 'e').trim()}`;
    const { sound, bad } = await read(content, {}, 7);
    expect(bad).toEqual([]);
    expect(
      sound.map(({ line: number, kind, datasetId, record }) => [number, kind, datasetId, record]),
    ).toEqual([
      [1, 'actor', 'd', actor('x')],
      [4, 'actor', 'e', actor('y')],
    ]);
  });

  it('take their dataset from the last dataset line, or from outside, where they name none', async () => {
    const bare = (id: string) => `${JSON.stringify({ kind: 'actor', ...actor(id) })}\n`;
    const content =
      bare('x') + ndjsonLine('dataset', 'e', dataset('e')) + bare('y') + line('z', 'f') + bare('w');
    const { sound } = await read(content, { datasetId: 'd' });
    expect(sound.map(({ datasetId, record }) => `${datasetId}/${record.id}`)).toEqual([
      'd/x',
      'e/e',
      'e/y',
      'f/z',
      'e/w',
    ]);
    const { bad } = await read(bare('x'));
    expect(bad.map(({ record, faults }) => [record, faults[0]?.path])).toEqual([['actor x', ['datasetId']]]);
  });

  it('take their kind from outside where they name none', async () => {
    const { sound } = await read(JSON.stringify({ datasetId: 'd', ...actor('x') }), { kind: 'actor' });
    expect(sound.map(({ kind, record }) => [kind, record])).toEqual([['actor', actor('x')]]);
  });

  it.each([
    ['not JSON', '{"kind":"actor",', 'is not JSON: ', []],
    ['a list', '[]', 'must be a JSON object; got a list', []],
    ['a text', '"actor"', 'must be a JSON object; got the text "actor"', []],
    ['null', 'null', 'must be a JSON object; got null', []],
    ['no kind', '{"id":"x"}', `is missing: it ${oneKind}`, ['kind']],
    ['another kind', '{"kind":"person"}', `${oneKind}; got the text "person"`, ['kind']],
    [
      'a misspelt kind',
      '{"kind":"acter"}',
      `${oneKind}; got the text "acter" (did you mean "actor"?)`,
      ['kind'],
    ],
    [
      'a dataset that is no id',
      '{"kind":"actor","datasetId":"A B"}',
      'must be the id of the dataset: give it in the record, in an earlier dataset line, or with --dataset; got the text "A B"',
      ['datasetId'],
    ],
    ['a field that is not known', line('x').replace('"name"', '"nom":1,"name"'), 'has no property "nom"', []],
    ['a field that is wrong', line('x').replace('"organization"', '"firm"'), 'must be one of', ['type']],
  ])('%s is a bad line, kept as it came', async (_, text, detail, path) => {
    const { bad, sound } = await read(`${text.trim()}\n${line('next')}`);
    expect(sound).toHaveLength(1);
    expect(bad[0]?.faults[0]?.detail).toContain(detail);
    expect(bad[0]?.faults[0]?.path).toEqual(path);
    expect(bad[0]?.raw?.toString()).toBe(text.trim());
  });

  it('that are not UTF-8 are bad lines, not repaired ones', async () => {
    const bytes = Buffer.concat([
      Buffer.from(line('x')),
      Buffer.from([0xc3, 0x28, 0x0a]),
      Buffer.from(line('y')),
    ]);
    const { bad, sound } = await read(bytes);
    expect(bad.map(({ line: number, faults }) => [number, faults[0]?.detail])).toEqual([
      [2, expect.stringMatching(/^is not UTF-8 text: save the input as UTF-8/)],
    ]);
    expect(sound).toHaveLength(2);
  });
});
