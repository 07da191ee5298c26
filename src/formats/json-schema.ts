import { z } from 'zod';
import { DatasetFile } from '../domain/dataset-file.ts';

/** Prints the JSON Schema (draft 2020-12) with which an editor completes and checks dataset files. */
export function datasetFileSchema(): string {
  const schema = z.toJSONSchema(DatasetFile, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'throw',
    override: ({ zodSchema, jsonSchema }) => {
      // The id names the component of the OpenAPI document; here the key under $defs already has it.
      delete jsonSchema.id;
      // The pattern of a format is long, and an editor shows nothing more with it.
      if (zodSchema instanceof z.ZodISODateTime || zodSchema instanceof z.ZodURL) delete jsonSchema.pattern;
    },
  });
  return `${JSON.stringify({ title: 'Claimline dataset file', ...schema }, null, 2)}\n`;
}
