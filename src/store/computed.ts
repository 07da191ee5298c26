import { LRUCache } from 'lru-cache';
import { type PropositionInput, type PropositionStatement, statementOf } from '../domain/proposition.ts';
import {
  computeTime,
  type FuzzyTimeInput,
  readTime,
  type TimeReader,
  type TimeReading,
} from '../domain/time/fuzzy-time.ts';

/** Caches what is computed from written records: one write asks for the same times and propositions several times. */

/** Records share days, and an event is rendered again with every claim about it. */
const readings = new LRUCache<string, TimeReading>({ max: 4000 });

export const readTimeOnce: TimeReader = (edtf, timeZone) => {
  // No expression and no name of a zone that was ever read holds a line feed: keys are never ambiguous.
  const key = timeZone === undefined ? `-${edtf}` : `+${timeZone}\n${edtf}`;
  const known = readings.get(key);
  if (known !== undefined) return known;
  const reading = readTime(edtf, timeZone);
  readings.set(key, reading);
  return reading;
};

export const computeTimeOnce = (input: FuzzyTimeInput) => computeTime(input, readTimeOnce);

/** A written proposition is never changed: the same object has the same statement. */
const statements = new WeakMap<PropositionInput, PropositionStatement>();

export function statementOnce(input: PropositionInput): PropositionStatement {
  const known = statements.get(input);
  if (known !== undefined) return known;
  const made = statementOf(input);
  statements.set(input, made);
  return made;
}
