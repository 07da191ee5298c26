import { hash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceLocators } from '../../src/domain/source-locators.ts';
import { SourceVerification } from '../../src/domain/verification.ts';
import {
  articleText,
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  small,
  writeJson,
  writerIn,
} from './harness.ts';

const cwd = freshDirectory();
const write = writerIn(cwd);
const article = write('article.txt', articleText);
const locate = (file: string, ...more: string[]) =>
  claimline(['locate', '--source', 'bridge-article', file, ...more], { cwd });

describe('locating', () => {
  it('prints evidence that verifies, and the members of the source', async () => {
    const { code, stdout, stderr } = await locate(article, 'the bridge is not safe', 'The mayor');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('"the bridge is not safe": line 3, paragraph 2');
    const sourceMembers = JSON.parse(lines.at(-2) ?? '');
    expect(sourceMembers).toEqual({
      contentSha256: hash('sha256', articleText),
      contentLength: [...articleText].length,
    });
    const files = small();
    const [claim] = files.claims ?? [];
    const [source] = files.sources ?? [];
    const evidence = [JSON.parse(lines[1] ?? ''), JSON.parse(lines[4] ?? '')];
    const data = writeJson(join(cwd, 'data.json'), {
      ...files,
      sources: [{ ...source, ...sourceMembers }],
      claims: [{ ...claim, evidence }],
    });
    const verified = await claimline(
      ['verify', '--data', data, '--source', 'bridge-article', article, '--json'],
      { cwd },
    );
    const found = SourceVerification.parse(jsonOf(verified));
    expect(verified.code).toBe(0);
    expect(found).toMatchObject({ sameContent: true, counts: { anchored: 2 } });
    expect(readdirSync(cwd)).not.toContain('claimline.db');
  });

  it('says where words stand that are ambiguous, and takes the place that is chosen', async () => {
    const { code, stdout } = await locate(article, 'the bridge is');
    expect(code).toBe(1);
    expect(stdout).toContain('"the bridge is": ambiguous. It stands at 2 places: give more words, or choose');
    expect(stdout).toContain('  1: line 1, paragraph 1, …The mayor 🏛 said [the bridge is] safe. Engineers');
    expect(stdout).toContain('  2: line 3, paragraph 2, …');
    expect(stdout).toContain('  for example --nth 2\n');
    const second = await locate(article, 'the bridge is', '--nth', '2', '--json');
    expect(second.code).toBe(0);
    const { quotes } = SourceLocators.parse(jsonOf(second));
    expect(quotes[0]?.found).toMatchObject({ line: 3, locator: { paragraph: 2 } });
  });

  it('shows the passage nearest to words that are missing', async () => {
    const { code, stdout } = await locate(article, 'the bridgf is not safe');
    expect(code).toBe(1);
    expect(stdout).toContain('"the bridgf is not safe": missing. Give the words as they stand in the text;');
    expect(stdout).toContain('  nearest, on line 3: "the bridge is not safe"\n');
  });

  it('reads one quote a line from standard input', async () => {
    const args = ['locate', '--source', 'a', article, '-', '--json'];
    const outcome = await claimline(args, { cwd, stdin: '\ufeffThe mayor\r\n\r\nEngineers disagree\n' });
    expect(outcome.code).toBe(0);
    const { quotes, counts, sameContent } = SourceLocators.parse(jsonOf(outcome));
    expect(quotes.map(({ quote, state }) => [quote, state])).toEqual([
      ['The mayor', 'located'],
      ['Engineers disagree', 'located'],
    ]);
    expect({ counts, sameContent }).toEqual({
      counts: { located: 2, ambiguous: 0, missing: 0 },
      sameContent: null,
    });
  });

  it('reads another encoding if it is named', async () => {
    const file = write('latin1.txt', Buffer.from('caf\u00e9', 'latin1'));
    expect((await locate(file, 'caf\u00e9')).stderr).toContain('The text is not UTF-8: byte 0xE9');
    expect((await locate(file, 'caf\u00e9', '--encoding', 'latin1')).code).toBe(0);
  });
});

describe('locating refuses', () => {
  it.each([
    ['a source that is no id', ['--source', 'No!', article, 'x'], '--source must be an id: 1 to 128 of'],
    ['an empty quote', ['--source', 'a', article, ' '], 'A quote is empty.'],
    ['quotes from both', ['--source', 'a', article, '-', 'x'], 'not both.'],
    ['a place that is no number', ['--source', 'a', article, 'x', '--nth', '0'], '--nth must be the number'],
    ['a place of several quotes', ['--source', 'a', article, 'x', 'y', '--nth', '1'], '--nth works with one'],
    [
      'a place after the last',
      ['--source', 'a', article, 'the bridge is', '--nth', '3'],
      '--nth is 3, but the number of places of the quote is 2: give 1 to 2.',
    ],
    [
      'another place than the only one',
      ['--source', 'a', article, 'The mayor', '--nth', '2'],
      'the number of places of the quote is 1: give 1.',
    ],
    ['no quotes on standard input', ['--source', 'a', article, '-'], 'There are no quotes on standard input'],
  ])('%s', async (_, args, sentence) => {
    const { code, stderr } = await claimline(['locate', ...args], { cwd, stdin: '\n' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) });
  });

  it.each([
    ['a file that is not there', 'none.txt', 'Cannot read none.txt: there is no such file or directory.'],
    ['a directory', '.', 'Cannot read .: it is a directory.'],
    [
      'a file too large',
      '/dev/zero',
      'Cannot read /dev/zero: it is larger than the limit of 67108864 bytes.',
    ],
  ])('%s', async (_, file, sentence) => {
    const outcome = await locate(file, 'words', '--json');
    expect(outcome).toMatchObject({ code: 1, stderr: `claimline: ${sentence}\n` });
    expect(jsonOf<ErrorDocument>(outcome).error.code).toBe('unreadable_file');
  });
});
