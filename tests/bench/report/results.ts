import type { Surroundings } from '../harness/machine.ts';
import type { Shapes } from './shapes.ts';

/** What a bench found, as it is kept in JSON. Figures are medians over the rounds. */

export const names = {
  ours: 'Claimline',
  bare: 'bare Fastify',
  sql: 'its SQL alone',
  fts: 'raw FTS5',
} as const;

/** One question asked of one subject at one size. */
export type Asked = {
  question: string;
  title: string;
  subject: string;
  /** Whether an index answers it, so that it should not grow with the data. */
  indexed?: boolean;
  /** Whether it is one that other servers are asked, too. */
  peers?: boolean;
  /** With several connections, so that the subject is never idle. */
  requestsPerSecond?: number;
  /** CPU time of a request, with several connections. */
  cpuUs?: number;
  /** With one connection. */
  p50Ms?: number;
  p99Ms?: number;
  /** Less that of bare Fastify in the same round. */
  p99OverMs?: number;
  bytes?: number;
  /** Why there is no figure. */
  missing?: string;
};

/** A figure that is not about a question over HTTP. */
export type Figure = {
  id: string;
  title: string;
  value: number | null;
  unit: string;
  rounds: number;
  note?: string;
};

export type SizeResults = {
  events: number;
  records: number;
  databaseMb: number;
  asked: Asked[];
  figures: Figure[];
  shapes?: Shapes;
};

export type Run = {
  surroundings: Surroundings;
  settings: { rounds: number; seconds: number; connections: number; resident?: boolean };
  /** Sizes, and what was measured at them. */
  events: number[];
  groups: string[];
};

/** What one run found, or several that measured different things, the earliest first. */
export type Results = { runs: Run[]; sizes: SizeResults[] };

/** The results of a size, to be filled: what is measured anew takes the place of what was measured before. */
export function sizeIn(
  { sizes }: Results,
  of: Pick<SizeResults, 'events' | 'records' | 'databaseMb'>,
): SizeResults {
  const held = sizes.find(({ events }) => events === of.events);
  if (held !== undefined) return Object.assign(held, of);
  const size = { ...of, asked: [], figures: [] };
  sizes.push(size);
  sizes.sort((one, other) => one.events - other.events);
  return size;
}

export function addAsked(size: SizeResults, found: readonly Asked[]): void {
  size.asked = renewed(size.asked, found, ({ question, subject }) => `${question} ${subject}`);
}

export function addFigures(size: SizeResults, found: readonly Figure[]): void {
  size.figures = renewed(size.figures, found, ({ id }) => id);
}

function renewed<T>(held: readonly T[], found: readonly T[], nameOf: (one: T) => string): T[] {
  const names = new Set(found.map(nameOf));
  return [...held.filter((one) => !names.has(nameOf(one))), ...found];
}

export const askedOf = (size: SizeResults, question: string, subject: string): Asked | undefined =>
  size.asked.find((one) => one.question === question && one.subject === subject);

export const figureOf = (size: SizeResults, id: string): Figure | undefined =>
  size.figures.find((one) => one.id === id);
