import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Made by `npm run client-types`, and full of the descriptions of the API. */
const generated = 'src/client/api.ts';

/**
 * Parts of the program whose comments are still to be rewritten: a file, the files of a folder (`src/cli`), or all that
 * is in a folder (`src/web/`). This list may only shrink.
 */
const unwritten: readonly string[] = ['src/store/'];

const sources = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|js|css)$/.test(name))
  .map((name) => `src/${name}`)
  .filter((file) => file !== generated)
  .sort();

/** Begins a comment without saying its subject: the reader has to solve the sentence before the code. */
const riddle = /^(What|Whatever|Whether|Which|Who|Whoever|Whom|Whose|Where|How|Those|So)\b/i;

/** Returns the comments of a text with the lines they begin at. Line comments one under the other are one comment. */
function commentsOf(text: string): { line: number; words: string }[] {
  const found: { line: number; words: string }[] = [];
  let isInRun = false;
  for (const [index, line] of text.split('\n').entries()) {
    const ownLine = /^\s*\/\/+\s*(\S.*)$/.exec(line)?.[1];
    const inBlock = /\/\*+\s*([^*\s].*)$/.exec(line)?.[1] ?? afterOpening(text.split('\n'), index);
    const atEnd = /\S\s+\/\/\s+(\S.*)$/.exec(line)?.[1];
    const words = ownLine ?? inBlock ?? atEnd;
    if (words !== undefined && !(ownLine !== undefined && isInRun)) found.push({ line: index + 1, words });
    isInRun = ownLine !== undefined;
  }
  return found;
}

/** Returns the first words of a block comment that has nothing but its opening on this line. */
function afterOpening(lines: readonly string[], index: number): string | undefined {
  if (!/\/\*+\s*$/.test(lines[index] ?? '')) return undefined;
  return /^\s*\*?\s*(\S.*)$/.exec(lines[index + 1] ?? '')?.[1];
}

const riddlesIn = (file: string): string[] =>
  commentsOf(readFileSync(`${root}/${file}`, 'utf8'))
    .filter(({ words }) => riddle.test(words))
    .map(({ line, words }) => `${file}:${line} ${words}`);

const liesIn = (part: string) => (file: string) =>
  part.endsWith('/') ? file.startsWith(part) : file === part || dirname(file) === part;
const isUnwritten = (file: string) => unwritten.some((part) => liesIn(part)(file));

test('a comment names its subject first: none begins with What, Whether, Which, Who, Where, How, Those or So', () => {
  const riddles = sources.filter((file) => !isUnwritten(file)).flatMap(riddlesIn);
  expect(
    riddles,
    'begin a doc comment with a verb (Returns, Picks, Parses), any other with its subject',
  ).toEqual([]);
});

test('the list of parts to rewrite only shrinks: each still has such a comment', () => {
  const clean = unwritten.filter((part) => sources.filter(liesIn(part)).flatMap(riddlesIn).length === 0);
  expect(clean, 'take them off the list').toEqual([]);
});

test.each([
  ['/** What it is. */', 1],
  ['/**\n * Whether it is.\n */', 1],
  ['  // Where it is.\n  // so much for that', 1],
  ['const a = 1; // which one', 1],
  ['{/* Who it is. */}', 1],
  ['/** Returns the place where it is. */', 0],
  ['// The reason is this:\n// what comes first is kept.', 0],
  ["const address = 'https://example.org/what';", 0],
  ['/** Whatever */ const b = 2;', 1],
  ['/** Sofia is a city. */', 0],
])('%j has %d such comments', (text, count) => {
  expect(commentsOf(text).filter(({ words }) => riddle.test(words))).toHaveLength(count);
});
