import { z } from 'zod';
import { ActorInput } from './actor.ts';
import { ClaimInput } from './claim.ts';
import { DatasetInput } from './dataset.ts';
import { EventInput } from './event.ts';
import { idOf } from './primitives.ts';
import { SourceInput } from './source.ts';

/** The written form of each kind of record. */
export type WrittenRecords = {
  dataset: z.infer<typeof DatasetInput>;
  source: z.infer<typeof SourceInput>;
  actor: z.infer<typeof ActorInput>;
  event: z.infer<typeof EventInput>;
  claim: z.infer<typeof ClaimInput>;
};

/** What each kind of record is checked against when it comes from outside. */
export const recordSchemas = {
  dataset: DatasetInput,
  source: SourceInput,
  actor: ActorInput,
  event: EventInput,
  claim: ClaimInput,
} as const;

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
    sources: z.array(SourceInput).optional().meta({ description: 'Sources.' }),
    actors: z.array(ActorInput).optional().meta({ description: 'Actors.' }),
    events: z.array(EventInput).optional().meta({ description: 'Events.' }),
    claims: z.array(ClaimInput).optional().meta({ description: 'Claims.' }),
  })
  .meta({ id: 'DatasetFile', description: 'Records of one dataset, as people write them.' });
export type DatasetFile = z.infer<typeof DatasetFile>;

/** The property of a dataset file that holds the records of a kind. */
export const filePropertyOf = {
  source: 'sources',
  actor: 'actors',
  event: 'events',
  claim: 'claims',
} as const;
