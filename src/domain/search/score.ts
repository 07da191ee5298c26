import type { Hit, Matcher } from './matcher.ts';
import { wordCount } from './words.ts';

/** How well a record answers a search. */

export type ScoredField = { readonly text: string; readonly weight: number };

/** What a beginning counts for, where the whole word counts 1. */
const beginningShare = 0.6;
/** What a term counts for that stands only in what the index knows beside these fields, such as a tag. */
const elsewhere = 0.2;
/** Share of the score that hangs on how much of the first field is what was searched for. */
const brevityShare = 0.2;

/**
 * From 0 to 1, in thousandths. Every term counts by the field it stands in: what is whole above what only begins so,
 * what is said more often a little above what is said once. Short titles come before long ones. How rare a word is
 * does not count: all of them are required.
 * @param fields the first is the title, if there is one
 */
export function scoreOf(fields: readonly ScoredField[], matcher: Matcher): number {
  const strengths = new Array<number>(matcher.size).fill(elsewhere);
  let brevity = 0;
  for (const [index, { text, weight }] of fields.entries()) {
    const hits = matcher.find(text);
    if (hits.length === 0) continue;
    if (index === 0) brevity = hits.length / wordCount(text);
    for (const [term, count] of countsOf(hits, matcher).entries()) {
      if (count === 0) continue;
      // 0.8 for one mention, towards 1 for many; a beginning is less than a mention.
      const mentions = count < 1 ? count : 1 - 0.2 / count;
      strengths[term] = Math.max(strengths[term] ?? 0, weight * mentions);
    }
  }
  const mean = strengths.reduce((sum, strength) => sum + strength, 0) / Math.max(1, matcher.size);
  return Math.round(1000 * mean * (1 - brevityShare + brevityShare * brevity)) / 1000;
}

/** How often each term stands in a text; a beginning alone as part of one. */
function countsOf(hits: readonly Hit[], matcher: Matcher): number[] {
  const counts = new Array<number>(matcher.size).fill(0);
  for (const { term, whole } of hits) {
    const count = counts[term] ?? 0;
    counts[term] = whole ? Math.floor(count) + 1 : Math.max(count, 0.8 * beginningShare);
  }
  return counts;
}
