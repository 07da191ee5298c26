import { fileURLToPath } from 'node:url';
import type { SourceVerification } from '../../src/domain/verification.ts';

/**
 * Copies of one text, and the outcome of each of its seven locators in them. The locators keep no context. Two have the
 * same words, `denied-1` and `denied-2`.
 */

const directory = new URL('../fixtures/verification/', import.meta.url);
export const caseFile = (name: string) => fileURLToPath(new URL(name, directory));

/** Returns the outcome of each claim's locator, such as `moved 15` or `anchored 61 line_ends`. */
export const outcomesOf = ({ locators }: SourceVerification): Record<string, string> =>
  Object.fromEntries(
    locators.map(({ claimId, state, found, normalization }) => [
      claimId,
      [state, found?.start ?? '', ...normalization].join(' ').trim(),
    ]),
  );

const recorded = { alpha: 0, 'denied-1': 33, beta: 59, 'denied-2': 93, cafe: 119, quote: 148, toll: 192 };
type Name = keyof typeof recorded;
const each = (outcome: (start: number, name: Name) => string): Record<Name, string> => {
  const entries = Object.entries(recorded).map(([name, start]) => [name, outcome(start, name as Name)]);
  return Object.fromEntries(entries) as Record<Name, string>;
};

export const unchanged = each((start) => `anchored ${start}`);
const allMissing = each(() => 'missing');
const moved = (by: number) => each((start) => `moved ${start + by}`);

/** Part of the error for the copy that is not UTF-8. */
export const notUtf8 = 'The text is not UTF-8: byte 0xE9 at offset 122, in line 5.';

/** The outcomes for each copy; null if it is refused. */
export const verificationCases: Record<string, Record<Name, string> | null> = {
  '00-same.txt': unchanged,
  '01-crlf.txt': {
    ...unchanged,
    beta: 'anchored 61 line_ends',
    'denied-2': 'anchored 95 line_ends',
    cafe: 'anchored 123 line_ends',
    quote: 'anchored 152 line_ends',
    toll: 'anchored 198 line_ends',
  },
  '02-bom.txt': each((start) => `anchored ${start + 1} byte_order_mark`),
  '03-nfd.txt': {
    ...unchanged,
    cafe: 'anchored 119 unicode_form',
    quote: 'anchored 150 unicode_form',
    toll: 'anchored 194 unicode_form',
  },
  '04-nbsp.txt': { ...unchanged, quote: 'anchored 148 spaces' },
  '05-smart.txt': { ...unchanged, quote: 'anchored 148 quotes' },
  '06-dateline-added.txt': moved(15),
  '07-first-paragraph-cut.txt': { ...moved(-59), alpha: 'missing', 'denied-1': 'missing' },
  '09-one-line.txt': { ...unchanged, toll: 'missing' },
  '10-latin1.txt': null,
  '11-utf16.txt': unchanged,
  '12-empty.txt': allMissing,
  '13-emoji-first.txt': moved(3),
  '15-hyphen.txt': { ...unchanged, cafe: 'missing', quote: 'moved 150', toll: 'moved 194' },
  '16-case.txt': allMissing,
};
