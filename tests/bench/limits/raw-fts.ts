import type { Traced } from './trace.ts';

/** The plainest query of the index of words that finds the events which a search shows: best first, 20 of them. */
export const wordQuery = (word: string): Traced => ({
  sql: `select event.body from event_words join event on event.seq = event_words.rowid
    where event_words match ? order by event_words.rank limit 20`,
  // The last term of a search may be the beginning of a word.
  values: [`"${word}"*`],
  how: 'all',
  pluck: false,
  raw: false,
});
