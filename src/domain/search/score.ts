import type { Hit, Matcher } from './matcher.ts';
import { wordCount } from './words.ts';

/** Scores how well a record answers a search. */

export type ScoredField = { readonly text: string; readonly weight: number };

/** Weight of a word that only begins with the term, if the whole word weighs 1. */
const beginningShare = 0.6;
/** Weight of a term that is in no scored field, but in another text of the index, such as a tag. */
const elsewhere = 0.2;
/** Part of the score that depends on the share of the words of the title that are hits. */
const brevityShare = 0.2;

/**
 * Returns a score from 0 to 1, in thousandths. Each term counts by the weight of its field: a whole word counts more
 * than a beginning, several mentions a little more than one. Short titles come before long ones. The rarity of a word
 * does not count, since every term is required.
 * @param fields the first is the title, if there is one
 */
export function scoreOf(fields: readonly ScoredField[], matcher: Matcher): number {
  const strengths = new Array<number>(matcher.size).fill(elsewhere);
  let brevity = 0;
  for (const [index, { text, weight }] of fields.entries()) {
    const hits = matcher.find(text);
    if (hits.length === 0) continue;
    if (index === 0) brevity = Math.min(1, hits.length / wordCount(text));
    for (const [term, count] of countsOf(hits, matcher).entries()) {
      if (count === 0) continue;
      // One mention counts 0.8, many approach 1; a beginning counts less than a mention.
      const mentions = count < 1 ? count : 1 - 0.2 / count;
      strengths[term] = Math.max(strengths[term] ?? 0, weight * mentions);
    }
  }
  const mean = strengths.reduce((sum, strength) => sum + strength, 0) / Math.max(1, matcher.size);
  return Math.round(1000 * mean * (1 - brevityShare + brevityShare * brevity)) / 1000;
}

/** Counts each term in a text; a text that has only beginnings of a term counts as a part of one mention. */
function countsOf(hits: readonly Hit[], matcher: Matcher): number[] {
  const counts = new Array<number>(matcher.size).fill(0);
  for (const { term, whole } of hits) {
    const count = counts[term] ?? 0;
    counts[term] = whole ? Math.floor(count) + 1 : Math.max(count, 0.8 * beginningShare);
  }
  return counts;
}
