import type { Quantity } from '../state/schemas.ts';
import { numberWords, termWords } from '../time/words.ts';

/** Writes numbers with their units, such as "at least 143 persons" or "USD 12,000". */

type Bounds = Pick<Quantity, 'min' | 'best' | 'max' | 'unit'>;

export function quantityWords({ min, best, max, unit }: Bounds): string {
  const amount = amountWords(min, max);
  const estimate = best === null ? '' : numberWords(best);
  const number =
    estimate !== '' && amount !== '' && estimate !== amount ? `${estimate} (${amount})` : estimate || amount;
  if (number === '') return `an unknown number of ${termWords(unit)}`;
  return isCurrency(unit) ? `${unit} ${number}` : `${number} ${termWords(unit)}`;
}

function amountWords(min: number | null, max: number | null): string {
  if (min !== null && max !== null)
    return min === max ? numberWords(min) : `${numberWords(min)}–${numberWords(max)}`;
  if (min !== null) return `at least ${numberWords(min)}`;
  return max === null ? '' : `at most ${numberWords(max)}`;
}

/** Codes of ISO 4217 have three capitals, and stand before the amount. */
const isCurrency = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

/** Returns true for a quantity of exactly one, for which a predicate stands in the singular. */
export const isOne = ({ min, best, max }: Bounds): boolean => (min ?? best) === 1 && (max ?? best) === 1;
