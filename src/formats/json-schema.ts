import { z } from 'zod';
import { DatasetFile } from '../domain/dataset-file.ts';

/** The JSON Schema (draft 2020-12) that an editor completes and checks dataset files with. */
export function datasetFileSchema(): string {
  const schema = z.toJSONSchema(DatasetFile, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'throw',
    override: ({ zodSchema, jsonSchema }) => {
      // A component's name is for the OpenAPI document; here the key under $defs says it already.
      delete jsonSchema.id;
      // Many lines long, and beside `format` it adds nothing that an editor shows.
      if (zodSchema instanceof z.ZodISODateTime || zodSchema instanceof z.ZodURL) delete jsonSchema.pattern;
    },
  });
  return `${JSON.stringify({ title: 'Claimline dataset file', ...schema }, null, 2)}\n`;
}
