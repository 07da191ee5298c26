import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { datasetFileSchema } from '../../src/formats/json-schema.ts';

const data = new URL('../../data/', import.meta.url);
const schemaFile = new URL('schema/dataset-file.schema.json', data);

test('the committed JSON Schema is the one that the model makes', () => {
  if (process.env.UPDATE_GOLDEN) writeFileSync(schemaFile, datasetFileSchema());
  const committed = readFileSync(schemaFile, 'utf8');
  expect(committed, 'make it anew with UPDATE_GOLDEN=1 npm test').toBe(datasetFileSchema());
});

const seed = new URL('crocus-city-hall-2024/', data);
const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(
  JSON.parse(datasetFileSchema()),
);

test.each(readdirSync(seed).filter((name) => name.endsWith('.json')))(
  '%s is valid, and names its schema',
  (name) => {
    const file = JSON.parse(readFileSync(new URL(name, seed), 'utf8'));
    expect(new URL(file.$schema, seed).pathname).toBe(schemaFile.pathname);
    expect(validate(file) ? [] : validate.errors).toEqual([]);
  },
);

test('the schema refuses what the model refuses', () => {
  const broken = [
    { datasetId: 'x', claims: [{ id: 'c' }] },
    { datasetId: 'X y' },
    { datasetId: 'x', events: [{ id: 'e', type: 'picnic', title: 't' }] },
    { datasetId: 'x', actors: [{ id: 'a', type: 'person', name: 'n', nickname: 'm' }] },
  ];
  expect(broken.map((file) => validate(file))).toEqual([false, false, false, false]);
});
