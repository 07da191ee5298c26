import type { SearchTerms } from '../domain/condition.ts';
import { phrasesOf } from '../domain/search/terms.ts';
import type { Dialect, WordsTable } from './engine.ts';
import { type Program, rowsOf } from './program.ts';

/** With up to so many matches, all of them are put in order; with more, rows in order are asked whether they match. */
const fewMax = 1000;

/**
 * Whether so many rows hold these words that a list is gone through in its own order: then the rows of a page are met
 * soon, where reading every match would take seconds for a word in every tenth row of a million.
 */
export function* areCommon(
  dialect: Dialect,
  table: WordsTable,
  terms: SearchTerms | undefined,
): Program<boolean> {
  if (terms === undefined || terms.length === 0) return false;
  const asked = { phrases: phrasesOf(terms, table), limit: fewMax + 1 };
  return (yield* rowsOf(dialect.wordHits(table, asked))).length > fewMax;
}
