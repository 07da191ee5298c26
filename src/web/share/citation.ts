import type { FuzzyTime } from '../state/schemas.ts';

/** The data of a citation. The version and the day of access let the record be found again as it was. */

export type Cited = {
  kind: 'event' | 'claim' | 'dispute' | 'source';
  id: string;
  title: string;
  /** Type of the record in the Citation Style Language 1.0.2. */
  cslType: string;
  authors: readonly string[];
  /** Date of publication: of a source itself, or of the version of a record. */
  issued: FuzzyTime | string | null;
  /** Time of the event or claim. */
  time: FuzzyTime | null;
  /** Titles of the datasets with their licences: `Attack on …, March 2024 (CC0-1.0)`. */
  datasets: readonly string[];
  version: string | null;
  url: string;
  /** Address of the record's page on this server. */
  here: string;
  /** Further notes, each a sentence without its full stop. */
  notes: readonly string[];
  /** The day of access, such as `2026-12-01`. */
  accessed: string;
};
