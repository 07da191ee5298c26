import { z } from 'zod';
import type { RecordKind } from '../domain/kinds.ts';
import { recordSchemas } from '../domain/records.ts';
import type { Cell } from './csv-cell.ts';
import { type Column, columnsOf } from './csv-columns.ts';
import { exampleOf } from './issue-text.ts';
import { bare, formsOf, stepInto } from './schema-at.ts';

/** Shows the columns of a table with examples. */

export type ColumnExample = { column: string; isRequired: boolean; example: string };

/** Returns every column of a table of this kind of record, in the order of the model. */
export const columnExamples = (kind: RecordKind): ColumnExample[] =>
  columnsOf(kind).map((column) => ({
    column: column.name,
    isRequired: isRequired(kind, column.name.split('.')),
    example: exampleIn(column),
  }));

/** Examples by the last part of a name, where the model has none. */
const examples: Readonly<Record<string, string>> = {
  id: 'harbour-strike-2024',
  title: 'Strike at the harbour',
  name: 'Oslo',
  value: 'Port of Oslo',
  licence: 'CC-BY-4.0',
  description: 'Strikes in the harbours of the north.',
  origin: 'Collected from the local press.',
  url: 'https://example.org/strike',
  archivedUrl: 'https://archive.example/strike',
  lang: 'en',
  publisherId: 'harbour-news',
  authors: 'Ana Lind|Bo Krag',
  retrievedAt: '2024-03-23T08:00:00Z',
  contentLength: '3589',
  rights: 'All rights reserved.',
  notes: 'Seen in print.',
  sourceId: 'harbour-news-1',
  actorId: 'dockers-union',
  claimantId: 'dockers-union',
  eventId: 'harbour-strike-2024',
  eventIds: 'harbour-strike-2024|harbour-lockout-2024',
  claimId: 'union-says-500',
  claimIds: 'union-says-500|port-says-200',
  scheme: 'wikidata',
  summary: 'Dockers stopped work at noon.',
  statement: 'The union says that 500 dockers stopped work.',
  countryCode: 'NO',
  admin1: 'Oslo',
  admin2: 'Gamle Oslo',
  longitude: '10.7522',
  latitude: '59.9139',
  min: '200',
  best: '350',
  max: '500',
  unit: 'persons',
  verb: 'says',
  start: '1204',
  end: '1251',
  quoteFingerprint: '81c6dd17c09a3f5e',
  plainLength: '47',
  fragment: 'page=12',
  paragraph: '3',
  quote: 'Five hundred of us stopped work at noon.',
  statusNote: 'Two other sources give lower numbers.',
  model: 'model-1',
  confidence: '0.9',
  reviewedBy: 'ana-lind',
};
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

function exampleIn({ name, cell, schema }: Column): string {
  const parts = name.split('.');
  const last = parts.at(-1) ?? '';
  if (last.endsWith('Sha256')) return sha256;
  if (name.startsWith('externalIds.') && last === 'id') return 'Q42';
  const own: unknown = exampleOf(bare(schema));
  if (Array.isArray(own)) return own.join('|');
  if (own !== undefined) return String(own);
  return examples[last] ?? usualExample(cell);
}

function usualExample(cell: Cell): string {
  switch (cell.type) {
    case 'number':
      return '12';
    case 'boolean':
      return 'true';
    case 'word':
      return cell.words[0] ?? '';
    case 'list':
      return [usualExample(cell.item), usualExample(cell.item)].join('|');
    default:
      return 'text';
  }
}

/** Tells if each record must have a value at a path: no part of the path may be absent. */
function isRequired(kind: RecordKind, path: readonly string[]): boolean {
  let forms: readonly z.core.$ZodType[] = formsOf(recordSchemas[kind]);
  for (const step of path) {
    const isHere = forms.every((form) => {
      const part = form instanceof z.ZodObject ? form.shape[step] : undefined;
      return part !== undefined && !(part instanceof z.ZodOptional) && !(part instanceof z.ZodNullable);
    });
    if (!isHere) return false;
    forms = forms.flatMap((form) => stepInto(form, step));
  }
  return true;
}
