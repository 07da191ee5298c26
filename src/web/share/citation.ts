import type { FuzzyTime } from '../state/schemas.ts';

/** A record as it is cited: so that it can be found again as it was, by its version and the day that it was looked at. */

export type Cited = {
  kind: 'event' | 'claim' | 'dispute' | 'source';
  id: string;
  title: string;
  /** Type of the record by the Citation Style Language 1.0.2. */
  cslType: string;
  authors: readonly string[];
  /** The publication; of an entry of a dataset, that of the version. */
  issued: FuzzyTime | string | null;
  /** Time of the event or of the claim itself. */
  time: FuzzyTime | null;
  /** Titles of the datasets with their licences: `Attack on …, March 2024 (CC0-1.0)`. */
  datasets: readonly string[];
  version: string | null;
  url: string;
  /** Address of its page on this server. */
  here: string;
  /** Other things to say, each a sentence without its full stop. */
  notes: readonly string[];
  /** The day that it was looked at, such as `2026-12-01`. */
  accessed: string;
};
