import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/domain/fingerprint.ts';
import { SourceVerification } from '../../src/domain/verification.ts';
import {
  articleText,
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  seedDirectory,
  small,
  writeJson,
} from './harness.ts';

const cwd = freshDirectory();
const write = (name: string, text: string | Buffer) => {
  writeFileSync(join(cwd, name), text);
  return name;
};

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
    expect(lines[0]).toBe('state     start  end  now at  paragraph  evidence  claim');
    expect(lines[1]).toBe('anchored     17   35                  1         0  bridge-is-safe');
    expect(stdout).toContain('\n1 of 1 passages anchored in bridge-article\n');
  });

  const doubled = `${articleText}${articleText}`;
  it.each([
    ['anchored', 'the same text twice', doubled, 0, null],
    ['moved', 'text put before it', `🌉 ${articleText}`, 1, 19],
    ['ambiguous', 'text put before it twice over', `🌉 ${doubled}`, 1, null],
    ['missing', 'one character changed', articleText.replace('bridge', 'bridgf'), 1, null],
    ['missing', 'another line end', articleText.replace('the bridge is', 'the bridge\r\nis'), 1, null],
    ['missing', 'nothing', '', 1, null],
  ])('finds it %s with %s', async (state, _, text, code, movedTo) => {
    const outcome = await verify(write('copy.txt', text), '--json');
    const found = SourceVerification.parse(jsonOf(outcome));
    expect(outcome.code).toBe(code);
    expect(found.locators).toEqual([
      {
        claimId: 'bridge-is-safe',
        position: 0,
        start: 17,
        end: 35,
        paragraph: 1,
        state,
        movedTo,
        quoteFingerprint: code === 0 || movedTo !== null ? fingerprintOf('the bridge is safe') : null,
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

  it('a text that is not UTF-8', async () => {
    const { code, stderr } = await verify(write('latin1.txt', Buffer.from('caf\u00e9', 'latin1')));
    expect(code).toBe(1);
    expect(stderr).toContain('The text is not UTF-8');
  });
});
