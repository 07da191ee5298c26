import type { Claim } from '../state/schemas.ts';
import { termWords } from '../time/words.ts';

/**
 * Returns the act of a claim in words that say its side, too. `{ act: 'asserts', polarity: 'negative' }` is "asserts that
 * it is not so": the act alone would read as the opposite.
 */
export function actWords({ act, polarity }: Pick<Claim, 'act' | 'polarity'>): string {
  const words = termWords(act);
  if (polarity !== 'negative' || act === 'denies' || act === 'denies_responsibility') return words;
  if (act === 'announces_intent') return `${words} not to do it`;
  if (act === 'corrects') return `${words}: it is not so`;
  return `${words} that it is not so`;
}
