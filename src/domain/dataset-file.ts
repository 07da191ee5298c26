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
// Each list is of its own kind's schema.
const recordLists = Object.fromEntries(ownedKinds.map(listOf)) as RecordLists;

/**
 * A dataset file. A dataset may stand in one file or be spread over several in one directory: each names the
 * dataset that its records belong to, one of them carries the dataset's own record.
 */
export const DatasetFile = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .meta({ description: 'The JSON Schema that an editor checks the file with.' }),
    datasetId: idOf('the dataset that the records of this file belong to'),
    dataset: DatasetInput.optional(),
    ...recordLists,
  })
  .meta({ id: 'DatasetFile', description: 'Records of one dataset, as people write them.' });
export type DatasetFile = z.infer<typeof DatasetFile>;
