import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import type { EvidenceInput } from '../../src/domain/evidence.ts';
import { SourceVerification } from '../../src/domain/verification.ts';
import {
  articleText,
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  small,
  writeJson,
} from './harness.ts';

/** Evidence that has only words: an import finds their place in the texts of their sources. */

const text = articleText.replaceAll(' is', '\u00a0is');

/** A directory with the text of a source, and dataset files with this evidence. */
function project(evidence: EvidenceInput[], source: object = {}) {
  const cwd = freshDirectory();
  const files = small();
  const [claim] = files.claims ?? [];
  const [article] = files.sources ?? [];
  const { contentLength: _, ...rest } = article ?? expect.unreachable();
  const dataset = { ...files, sources: [{ ...rest, ...source }], claims: [{ ...claim, evidence }] };
  mkdirSync(join(cwd, 'texts'));
  writeFileSync(join(cwd, 'texts/bridge-article.txt'), text);
  writeJson(join(cwd, 'bridge.json'), dataset);
  writeFileSync(join(cwd, 'bridge.ndjson'), linesOf(dataset as DatasetFile));
  return { cwd, run: (...args: string[]) => claimline(args, { cwd }) };
}

function linesOf({ datasetId, dataset, sources, actors, events, claims }: DatasetFile): string {
  const line = (kind: string) => (record: object) => JSON.stringify({ kind, datasetId, ...record });
  return [
    JSON.stringify({ kind: 'dataset', ...dataset }),
    ...(sources ?? []).map(line('source')),
    ...(actors ?? []).map(line('actor')),
    ...(events ?? []).map(line('event')),
    ...(claims ?? []).map(line('claim')),
  ].join('\n');
}

const quote = (words: string, more: Partial<EvidenceInput> = {}): EvidenceInput => ({
  sourceId: 'bridge-article',
  quote: words,
  ...more,
});
const both = [['bridge.json'], ['bridge.ndjson']] as const;

describe('an import with texts', { timeout: 120_000 }, () => {
  it.each(both)('of %s writes locators that verify, and the hash of the text', async (file) => {
    const good = project([quote('the bridge is safe'), quote('the bridge is not safe')]);
    const { code, stderr } = await good.run('import', file, '--texts', 'texts');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const verified = await good.run(
      'verify',
      '--source',
      'bridge-article',
      'texts/bridge-article.txt',
      '--json',
    );
    expect(verified.code).toBe(0);
    expect(SourceVerification.parse(jsonOf(verified))).toMatchObject({
      sameContent: true,
      counts: { anchored: 2 },
    });
    const again = jsonOf<{ records: object }>(await good.run('import', file, '--texts', 'texts', '--json'));
    expect(again.records).toMatchObject({ claim: { unchanged: 1 }, source: { unchanged: 1 } });
  });

  it.each(both)('of %s keeps the words only where the source allows quoting', async (file) => {
    for (const quoting of [true, undefined]) {
      const { run } = project([quote('the bridge is safe')], { quoting });
      expect((await run('import', file, '--texts', 'texts')).code).toBe(0);
      const { claims } = jsonOf<DatasetFile>(await run('export'));
      const [evidence] = claims?.[0]?.evidence ?? [];
      expect(evidence).toMatchObject({ start: 17, end: 35, paragraph: 1 });
      expect(evidence?.quote).toBe(quoting === true ? 'the bridge\u00a0is safe' : undefined);
    }
  });

  it('knows the rights and the text of a source that is stored', async () => {
    const { cwd, run } = project([], { quoting: true });
    await run('import', 'bridge.json', '--texts', 'texts');
    const files = small();
    const claims = [{ ...files.claims?.[0], evidence: [quote('the bridge is safe')] }];
    const later = writeJson(join(cwd, 'later.json'), { datasetId: 'bridge', claims });
    expect((await run('import', later, '--texts', 'texts')).code).toBe(0);
    const { claims: held } = jsonOf<DatasetFile>(await run('export'));
    expect(held?.[0]?.evidence?.[0]?.quote).toBe('the bridge\u00a0is safe');
    writeFileSync(join(cwd, 'texts/bridge-article.txt'), `${text}More.`);
    const { code, stderr } = await run('import', later, '--texts', 'texts');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'the source has the SHA-256 of another text; use that text, or import the source',
    );
  });

  it('is what verify does with --data and --texts', async () => {
    const { run } = project([quote('the bridge is safe')]);
    const args = ['verify', '--source', 'bridge-article', 'texts/bridge-article.txt'];
    const { code, stdout } = await run(...args, '--data', 'bridge.json', '--texts', 'texts');
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 of 1 passages anchored')]);
    const alone = await run(...args, '--texts', 'texts');
    expect([alone.code, alone.stderr]).toEqual([
      2,
      expect.stringContaining('--texts works only with --data.'),
    ]);
  });

  it('reads quotes from a table', async () => {
    const { cwd, run } = project([]);
    await run('import', 'bridge.json', '--texts', 'texts');
    const header =
      'id,claimantId,act,statement,proposition.subject.kind,proposition.subject.id,proposition.predicate,' +
      'proposition.object.kind,proposition.object.value,proposition.object.lang,evidence.0.sourceId,evidence.0.quote';
    const row =
      'c,bridge-mayor,asserts,S.,event,bridge-opening,described_as,text,safe,en,bridge-article,is not safe';
    writeFileSync(join(cwd, 'claims.csv'), `${header}\n${row}\n`);
    const args = ['import', 'claims.csv', '--kind', 'claim', '--dataset', 'bridge'];
    expect((await run(...args, '--texts', 'texts')).code).toBe(0);
    const { claims } = jsonOf<DatasetFile>(await run('export'));
    expect(claims?.find(({ id }) => id === 'c')?.evidence?.[0]).toMatchObject({ paragraph: 2 });
  });
});

describe('a quote that cannot be located', { timeout: 120_000 }, () => {
  const cases: [string, EvidenceInput, string][] = [
    [
      'ambiguous',
      quote('the bridge is'),
      '"the bridge is" of the source "bridge-article" is ambiguous: it stands 2 times in texts/bridge-article.txt, on lines 1, 3, in paragraphs 1, 2; give more words, or its "paragraph"',
    ],
    [
      'ambiguous in one paragraph',
      quote('r', { paragraph: 1 }),
      'is ambiguous: it stands 2 times in paragraph 1 of texts/bridge-article.txt, on line 1; give more words',
    ],
    [
      'missing',
      quote('the bridgf is not safe'),
      'is not in texts/bridge-article.txt: the nearest passage, on line 3, is "the bridge\u00a0is not safe"; give the words as they stand there',
    ],
    [
      'in another paragraph',
      quote('The mayor', { paragraph: 2 }),
      'is not in paragraph 2 of texts/bridge-article.txt: it stands in paragraph 1; give that paragraph, or none',
    ],
  ];

  it.each(cases)('is named with its source and file: %s', async (_, evidence, detail) => {
    const { run } = project([evidence]);
    for (const args of [
      ['import', 'bridge.json'],
      ['import', 'bridge.ndjson', '--dry-run'],
      ['validate', 'bridge.json'],
    ]) {
      const { code, stderr } = await run(...args, '--texts', 'texts');
      expect([args, code]).toEqual([args, 1]);
      expect(stderr).toContain('/evidence/0/quote (claim bridge-is-safe): ');
      expect(stderr).toContain(detail);
    }
  });

  it('is one problem of its record, which names what to do', async () => {
    const { run } = project([quote('absent'), quote('the bridge is safe')]);
    const { error } = jsonOf<ErrorDocument>(await run('import', 'bridge.json', '--texts', 'texts', '--json'));
    expect(error.problems?.map(({ pointer, record }) => [pointer, record])).toEqual([
      ['/claims/0/evidence/0/quote', 'claim bridge-is-safe'],
    ]);
  });

  it.each(both)('is in %s without texts', async (file) => {
    const { run } = project([quote('the bridge is safe')]);
    const { code, stderr } = await run('import', file);
    expect(code).toBe(1);
    expect(stderr).toContain(
      '"the bridge is safe" of the source "bridge-article" has no start and end: give --texts DIR, where bridge-article.txt is the text',
    );
  });

  it('adds no fault to that of its source', async () => {
    const refused = project([quote('the bridge is safe')], { type: 'scroll' });
    const { error } = jsonOf<ErrorDocument>(
      await refused.run('import', 'bridge.json', '--texts', 'texts', '--json'),
    );
    expect(error.problems?.map(({ pointer }) => pointer)).toEqual(['/sources/0/type']);
    const misspelt = project([quote('the bridge is safe', { sourceId: 'bridge-artcle' })]);
    const { error: unknown } = jsonOf<ErrorDocument>(
      await misspelt.run('import', 'bridge.json', '--texts', 'texts', '--json'),
    );
    expect(unknown.problems?.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual([
      '/claims/0/evidence/0/sourceId refers to the source "bridge-artcle", which does not exist (did you mean "bridge-article"?)',
    ]);
    const { stderr } = await misspelt.run('import', 'bridge.ndjson', '--texts', 'texts');
    expect(stderr).toContain('nor before this record (did you mean "bridge-article"?): put sources first');
  });

  it('is of a source without a text, or whose text is not text', async () => {
    const { cwd, run } = project([quote('the bridge is safe')]);
    mkdirSync(join(cwd, 'other'));
    const none = await run('import', 'bridge.json', '--texts', 'other');
    expect(none.stderr).toContain(
      'needs its text: there is no file other/bridge-article.txt; save the text there',
    );
    writeFileSync(join(cwd, 'other/bridge-article.txt'), Buffer.from([0xff, 0x41]));
    const wrong = await run('import', 'bridge.json', '--texts', 'other');
    expect(wrong.stderr).toContain(
      'the text is not UTF-8: byte 0xFF at offset 0, in line 1; save it as UTF-8',
    );
    mkdirSync(join(cwd, 'third/bridge-article.txt'), { recursive: true });
    const directory = await run('import', 'bridge.json', '--texts', 'third');
    expect(directory.stderr).toContain('it cannot be read: it is a directory');
  });

  it('may be of a text that is not the one of its source', async () => {
    const { run } = project([quote('the bridge is safe')], {
      contentSha256: '0'.repeat(64),
      contentLength: 9,
    });
    const { error } = jsonOf<ErrorDocument>(await run('import', 'bridge.json', '--texts', 'texts', '--json'));
    expect(error.problems?.map(({ pointer }) => pointer)).toEqual([
      '/sources/0/contentSha256',
      '/sources/0/contentLength',
    ]);
    expect(error.problems?.[0]?.detail).toContain(
      'is not that of the text texts/bridge-article.txt, which is ',
    );
  });

  it('comes before its source in lines', async () => {
    const { cwd, run } = project([quote('the bridge is safe')]);
    const lines = linesOf(JSON.parse(readFileSync(join(cwd, 'bridge.json'), 'utf8'))).split('\n');
    const last = lines.pop() ?? '';
    writeFileSync(join(cwd, 'early.ndjson'), [lines[0], last, ...lines.slice(1)].join('\n'));
    const { code, stderr } = await run('import', 'early.ndjson', '--texts', 'texts');
    expect(code).toBe(1);
    expect(stderr).toContain('neither in the database nor before this record: put sources first');
  });
});

it.each([
  ['none', 'none: cannot be read as a directory of texts: there is no such file or directory'],
  ['bridge.json', 'bridge.json: cannot be read as a directory of texts: '],
])('the directory of texts %s is refused, and no database is made', async (directory, message) => {
  const { run } = project([]);
  for (const command of [['import'], ['validate']]) {
    const { code, stderr } = await run(...command, 'bridge.json', '--texts', directory);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
  }
  expect((await run('export')).code).toBe(3);
});
