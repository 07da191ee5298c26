import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SourceVerification } from '../../src/domain/verification.ts';
import {
  caseFile,
  notUtf8,
  outcomesOf,
  unchanged,
  verificationCases,
} from '../helpers/verification-cases.ts';
import {
  articleText,
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  seedDirectory,
  small,
  writeJson,
  writerIn,
} from './harness.ts';

const cwd = freshDirectory();
const write = writerIn(cwd);

beforeAll(async () => {
  const { code, stderr } = await claimline(['import', writeJson(join(cwd, 'bridge.json'), small())], { cwd });
  expect(code, stderr).toBe(0);
});

const verify = (file: string, ...more: string[]) =>
  claimline(['verify', '--source', 'bridge-article', file, ...more], { cwd });

describe('verifying', () => {
  it('anchors all evidence in the text that it was taken from', async () => {
    const { code, stdout, stderr } = await verify(write('article.txt', articleText));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('state     start  end  now at  paragraph  evidence  claim           normalization');
    expect(lines[1]).toBe('anchored     17   35                  1         0  bridge-is-safe');
    expect(stdout).toContain('\n1 of 1 passages anchored in bridge-article\n');
  });

  it('lists evidence without a place apart, which fails nothing', async () => {
    const files = small();
    const [first] = files.claims ?? [];
    const claims = [
      {
        ...first,
        evidence: [...(first?.evidence ?? []), { sourceId: 'bridge-article', fragment: 'page=3' }],
      },
    ];
    const data = writeJson(join(cwd, 'unlocated.json'), { ...files, claims });
    const { code, stdout } = await verify(write('article.txt', articleText), '--data', data);
    expect(code).toBe(0);
    expect(stdout).toContain('1 of 1 passages anchored');
    expect(stdout).toMatch(
      /Not checked, because it has no place in the text:\nfragment +evidence +claim\npage=3 +1 +bridge-is-safe\n/,
    );
  });

  const doubled = `${articleText}${articleText}`;
  const lines = articleText.replace('. ', '.\n');
  it.each([
    ['anchored', 'the same text twice', doubled, 17, [], []],
    ['anchored', 'another line end', lines.replace('\n', '\r\n'), 17, [], []],
    ['anchored', 'a no-break space', articleText.replace('bridge is', 'bridge\u00a0is'), 17, ['spaces'], []],
    ['moved', 'text put before it', `🌉 ${articleText}`, 19, [], []],
    [
      'ambiguous',
      'text put before it twice over',
      `🌉 ${doubled}`,
      null,
      [],
      [19, 19 + [...articleText].length],
    ],
    ['missing', 'one character changed', articleText.replace('bridge', 'bridgf'), null, [], []],
    ['missing', 'a line end within', articleText.replace('the bridge is', 'the bridge\nis'), null, [], []],
    ['missing', 'nothing', '', null, [], []],
  ])('finds it %s with %s', async (state, _, text, start, normalization, places) => {
    const candidates = places.map((place) => ({ start: place, end: place + 18 }));
    const outcome = await verify(write('copy.txt', text), '--json');
    const found = SourceVerification.parse(jsonOf(outcome));
    expect(outcome.code).toBe(state === 'anchored' ? 0 : 1);
    expect(found.locators).toEqual([
      {
        claimId: 'bridge-is-safe',
        position: 0,
        start: 17,
        end: 35,
        paragraph: 1,
        state,
        normalization,
        found: start === null ? null : expect.objectContaining({ start }),
        candidates,
        hint: text !== '' && (state === 'ambiguous' || state === 'missing') ? expect.any(String) : null,
      },
    ]);
    expect(found.counts).toMatchObject({ [state]: 1 });
    expect(found.sameContent).toBeNull();
  });

  it('tells a person how many are not', async () => {
    const { code, stdout } = await verify(write('moved.txt', `Now ${articleText}`));
    expect(code).toBe(1);
    expect(stdout).toContain('\nmoved     17   35      21          1         0  bridge-is-safe\n');
    expect(stdout).toContain('\n0 of 1 passages anchored, 1 moved in bridge-article\n');
  });

  it('tells a person the candidates, the forms undone, and what the locators lack', async () => {
    const twice = await verify(write('twice.txt', `Now ${doubled}`));
    expect(twice.stdout).toMatch(/\nambiguous +17 +35 +21\? \d+\? +1 +0 +bridge-is-safe\n/);
    expect(twice.stdout).toMatch(/\n0 of 1 .*\nA locator with prefixSha256 and suffixSha256 .*\ntwice.txt: /);
    const marked = await verify(write('marked.txt', `\ufeff${articleText}`));
    expect(marked.stdout).toMatch(/\nanchored +17 +35 +18 +1 +0 +bridge-is-safe +byte_order_mark\n/);
  });

  it('takes the evidence from dataset files, without a database', async () => {
    const elsewhere = freshDirectory();
    writeFileSync(join(elsewhere, 'none.txt'), 'Something else.');
    const args = [
      'verify',
      '--data',
      seedDirectory,
      '--source',
      'crocus-city-hall-article',
      'none.txt',
      '--json',
    ];
    const outcome = await claimline(args, { cwd: elsewhere });
    const found = SourceVerification.parse(jsonOf(outcome));
    expect(outcome.code).toBe(1);
    expect(found.sameContent).toBe(false);
    expect(found.counts.missing).toBe(found.locators.length);
    expect(found.locators.length).toBeGreaterThan(50);
    expect(readdirSync(elsewhere)).toEqual(['none.txt']);
  });
});

describe('verifying what cannot be', () => {
  it('an unknown source', async () => {
    const args = ['verify', '--source', 'nothing', write('article.txt', articleText), '--json'];
    const outcome = await claimline(args, { cwd });
    expect(outcome.code).toBe(1);
    expect(jsonOf<ErrorDocument>(outcome).error.code).toBe('not_found');
    expect(outcome.stderr).toBe('claimline: There is no source with the id "nothing".\n');
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
    const { code, stdout, stderr } = await verify(file);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `claimline: ${sentence}\n` });
  });

  it('a text that is not UTF-8, whose first fault it names', async () => {
    const { code, stderr } = await verify(write('latin1.txt', Buffer.from('One.\ncaf\u00e9', 'latin1')));
    expect(code).toBe(1);
    expect(stderr).toContain('The text is not UTF-8: byte 0xE9 at offset 8, in line 2. Save it as UTF-8, or');
  });

  it.each([
    ['Western', Buffer.from('Le caf\u00e9 \u00e0 No\u00ebl', 'latin1'), '--encoding windows-1252'],
    [
      'Cyrillic',
      Buffer.from('\xcc\xee\xf1\xea\xe2\xe0 \xf1\xe5\xe9', 'latin1'),
      '--encoding windows-1251 (Cyrillic)',
    ],
    ['UTF-16LE without a mark', Buffer.from('A bridge.', 'utf16le'), '--encoding utf-16le.'],
    ['UTF-16BE without a mark', Buffer.from('A bridge.', 'utf16le').swap16(), '--encoding utf-16be.'],
    [
      'UTF-16LE of another script',
      Buffer.from('\u041c\u043e\u0441\u043a\u0432\u0430, \u0441\u0435\u0439\u0447\u0430\u0441', 'utf16le'),
      '--encoding utf-16le.',
    ],
    ['UTF-32LE', Buffer.from('\uFEFF\0\u0041\0', 'utf16le'), 'UTF-32LE, as its byte order mark shows'],
    ['UTF-32BE', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x41]), 'UTF-32BE, as its byte order mark shows'],
    [
      'UTF-32LE without a mark',
      Buffer.from('A\0 \0b\0', 'utf16le'),
      'UTF-32LE, as the order of its zero bytes shows',
    ],
  ])('a text in %s, with what is known of its encoding', async (_, bytes, advice) => {
    const { code, stderr } = await verify(write('wide.txt', bytes));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(advice) });
  });

  it.each(['utf-16', 'utf-16le', 'utf-16be'])(
    'no marked UTF-16 that is named %s: the mark goes before',
    async (name) => {
      const bytes = Buffer.from(`\ufeff${articleText}`, 'utf16le').swap16();
      const { code, stderr } = await verify(write('utf16.txt', bytes), '--encoding', name);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  );

  it.each([
    [
      'an unknown encoding',
      'latin-x',
      'There is no encoding "latin-x": write, for example, utf-16le, latin1',
    ],
    ['a text that is not in its encoding', 'shift_jis', 'The text is not shift_jis. Give its own encoding.'],
  ])('%s', async (_, encoding, sentence) => {
    const file = write('bytes.txt', Buffer.from([0x41, 0xff, 0xff]));
    const { code, stderr } = await verify(file, '--encoding', encoding);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
  });
});

describe('verifying copies that differ', () => {
  it.each(Object.entries(verificationCases))('%s', async (file, expected) => {
    const args = ['verify', '--data', caseFile('data.json'), '--source', 's', caseFile(file), '--json'];
    const outcome = await claimline(args, { cwd });
    if (expected === null) {
      expect(jsonOf<ErrorDocument>(outcome).error.message).toContain(notUtf8);
      return;
    }
    expect(outcomesOf(SourceVerification.parse(jsonOf(outcome)))).toEqual(expected);
    expect(outcome.code).toBe(Object.values(expected).every((each) => each.startsWith('anchored')) ? 0 : 1);
  });

  it.each([
    ['12-empty.txt', false],
    ['16-case.txt', true],
  ])('hints at plainSha256 for %s only if that may help', async (file, hints) => {
    const args = ['verify', '--data', caseFile('data.json'), '--source', 's', caseFile(file)];
    const { stdout } = await claimline(args, { cwd });
    expect(stdout.includes('plainSha256')).toBe(hints);
  });

  it('reads another encoding if it is named', async () => {
    const args = ['verify', '--data', caseFile('data.json'), '--source', 's', caseFile('10-latin1.txt')];
    const outcome = await claimline([...args, '--json', '--encoding', 'latin1'], { cwd });
    const { beta, ...others } = outcomesOf(SourceVerification.parse(jsonOf(outcome)));
    expect(beta).toBe('missing');
    const { beta: _, ...same } = unchanged;
    expect(others).toEqual(same);
  });
});
