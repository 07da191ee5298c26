import type { Shape } from '../data/shape.ts';
import type { Databases, Made } from '../harness/databases.ts';
import type { Generator } from '../harness/load.ts';
import type { Pace } from '../harness/rounds.ts';
import { median, rounded } from '../harness/stats.ts';
import type { Figure } from '../report/results.ts';

/** What is measured beside questions over HTTP. */

export type Subject = {
  shape: Shape;
  made: Made;
  databases: Databases;
  generator: Generator;
  pace: Pace;
  /** Whether what limits us is measured, too. */
  limits: boolean;
};

export type Job = (subject: Subject) => Promise<Figure[]>;

/** A figure from the values of the rounds: their median. */
export function figure(
  id: string,
  title: string,
  unit: string,
  values: readonly number[],
  note?: string,
): Figure {
  const value = rounded(median(values));
  return { id, title, value, unit, rounds: values.length, ...(note === undefined ? {} : { note }) };
}

/** Does something in each of the rounds, one after the other. */
export async function eachRound<T>({ rounds }: Pace, work: (round: number) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let round = 0; round < rounds; round += 1) found.push(await work(round));
  return found;
}
