import { z } from 'zod';
import { DatasetInput } from './dataset.ts';
import { kinds, type OwnedKind, ownedKinds, type PluralOf } from './kinds.ts';
import { idOf } from './primitives.ts';
import { type RecordSchemas, recordSchemas } from './records.ts';

type RecordLists = { [K in OwnedKind as PluralOf<K>]: z.ZodOptional<z.ZodArray<RecordSchemas[K]>> };

const listOf = (kind: OwnedKind) => {
  const { plural } = kinds[kind];
  const description = `${plural.charAt(0).toUpperCase()}${plural.slice(1)}.`;
  return [plural, z.array<z.ZodType>(recordSchemas[kind]).optional().meta({ description })];
};
// Each list has the schema of its own kind.
const recordLists = Object.fromEntries(ownedKinds.map(listOf)) as RecordLists;

/**
 * Declares a dataset file. A dataset is one file or several files of one directory. Each file names the dataset of its
 * records. One of them contains the record of the dataset itself.
 */
export const DatasetFile = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .meta({ description: 'The JSON Schema with which a text editor checks the file.' }),
    datasetId: idOf('the dataset that the records of this file belong to'),
    dataset: DatasetInput.optional(),
    ...recordLists,
  })
  .meta({ id: 'DatasetFile', description: 'Records of one dataset, as people write them.' });
export type DatasetFile = z.infer<typeof DatasetFile>;
