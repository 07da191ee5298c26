import { z } from 'zod';
import { declaredIn, declaredInput, declaredMembers } from './declaration.ts';
import { kinds, perPlural } from './kinds.ts';
import {
  idOf,
  languageTag,
  longText,
  type RecordStamps,
  recordStamps,
  shortText,
  webAddress,
  wholeNumber,
} from './primitives.ts';
import { TimeZoneName } from './time/fuzzy-time.ts';
import { KnownTimeZone } from './time/known-zone.ts';

const written = {
  id: idOf('the dataset'),
  title: shortText().meta({ description: 'Title of the dataset.' }),
  licence: shortText().meta({ description: 'Licence of the data, as an SPDX identifier such as `CC0-1.0`.' }),
};

const ofTimeZone =
  'IANA name of the time zone of its readers. Times of day without a zone or an offset are read in it when they are ' +
  'written, and windows are read in it if this is the only dataset asked for.';

/** Declares a dataset as people write it: a named collection of records with one licence and one origin. */
export const DatasetInput = z
  .strictObject({
    ...written,
    description: longText()
      .optional()
      .meta({ description: 'Content of the dataset and the way it was made.' }),
    origin: longText().optional().meta({ description: 'Origin of the records, in words.' }),
    url: webAddress().optional().meta({ description: 'Address where the dataset is published.' }),
    lang: languageTag().optional(),
    timeZone: KnownTimeZone.optional().meta({ description: `${ofTimeZone} UTC by default.` }),
    ...declaredInput,
  })
  .meta({ id: 'DatasetInput', description: 'A dataset, as written in a dataset file.' });
export type DatasetInput = z.infer<typeof DatasetInput>;

const RecordCounts = z
  .strictObject(perPlural((kind) => wholeNumber(`Number of ${kinds[kind].plural}.`)))
  .meta({
    id: 'RecordCounts',
    description: 'Number of records of each kind in a dataset.',
    examples: [{ sources: 1, actors: 20, events: 5, claims: 40 }],
  });
type RecordCounts = z.infer<typeof RecordCounts>;

export const Dataset = z
  .strictObject({
    ...written,
    description: longText()
      .nullable()
      .meta({ description: 'Content of the dataset and the way it was made.' }),
    origin: longText().nullable().meta({ description: 'Origin of the records, in words.' }),
    url: webAddress().nullable().meta({ description: 'Address where the dataset is published.' }),
    lang: languageTag().nullable(),
    timeZone: TimeZoneName.nullable().meta({ description: `${ofTimeZone} Null for UTC.` }),
    ...declaredMembers,
    counts: RecordCounts,
    earliest: z
      .string()
      .nullable()
      .meta({ description: 'Earliest known bound of its events, in UTC; null if none.' }),
    latest: z
      .string()
      .nullable()
      .meta({ description: 'Latest known bound of its events, in UTC; null if none.' }),
    version: recordStamps.version,
    recordedAt: recordStamps.recordedAt,
    updatedAt: recordStamps.updatedAt,
  })
  .meta({
    id: 'Dataset',
    description:
      'A named collection of records with one licence and one origin. Every record belongs to exactly one dataset.',
    examples: [
      {
        id: 'crocus-city-hall-2024',
        title: 'Attack on Crocus City Hall, March 2024',
        licence: 'CC0-1.0',
        description: null,
        origin: null,
        url: null,
        lang: 'en',
        timeZone: 'Europe/Moscow',
        predicates: [],
        subtypes: [],
        counts: { sources: 1, actors: 20, events: 5, claims: 40 },
        earliest: '2024-02-11',
        latest: '2024-03-28',
        version: 1,
        recordedAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
      },
    ],
  });
export type Dataset = z.infer<typeof Dataset>;

/** The fields of a dataset that the store computes from its records. */
export type DatasetSummary = { counts: RecordCounts; earliest: string | null; latest: string | null };

/** Returns a dataset as the API returns it. */
export function renderDataset(
  input: DatasetInput,
  stamps: Omit<RecordStamps, 'datasetId'>,
  summary: DatasetSummary,
): Dataset {
  return {
    id: input.id,
    title: input.title,
    licence: input.licence,
    description: input.description ?? null,
    origin: input.origin ?? null,
    url: input.url ?? null,
    lang: input.lang ?? null,
    timeZone: input.timeZone ?? null,
    ...declaredIn(input),
    ...summary,
    version: stamps.version,
    recordedAt: stamps.recordedAt,
    updatedAt: stamps.updatedAt,
  };
}
