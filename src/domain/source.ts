import { z } from 'zod';
import { externalIds } from './external-id.ts';
import {
  idOf,
  instant,
  languageTag,
  list,
  longText,
  type RecordStamps,
  recordStamps,
  sha256Hex,
  shortText,
  webAddress,
} from './primitives.ts';
import { terms } from './terms.ts';
import { FuzzyTime, FuzzyTimeInput, readTime, resolveTime } from './time/fuzzy-time.ts';

export const SourceTypeTerms = terms('SourceType', 'Type of the source.', {
  article: 'A written piece by a news organisation or other publication.',
  post: 'A message on a social network or in a channel.',
  report: 'A report by an organisation, court or authority.',
  statement: 'A published statement or press release.',
  interview: 'An interview, written or recorded.',
  video: 'A moving picture.',
  audio: 'A sound recording.',
  image: 'A still picture.',
  document: 'Any other document.',
  dataset: 'A dataset or database.',
  broadcast: 'A radio or television programme.',
});
export const SourceType = SourceTypeTerms.schema;

export const DerivationKindTerms = terms('DerivationKind', 'Derivation of a source from another source.', {
  quotation: 'The source quotes the other source.',
  syndicated_copy: 'The source is the same text, published again.',
  translation: 'The source is a translation of the other source.',
  revision: 'The source is a later version of the other source.',
});
const DerivationKind = DerivationKindTerms.schema;

const SourceDerivation = z
  .strictObject({
    kind: DerivationKind,
    sourceId: idOf('the original source'),
  })
  .meta({
    id: 'SourceDerivation',
    description:
      'The derivation of a source from another source. Derived sources do not count as independent.',
    examples: [{ kind: 'syndicated_copy', sourceId: 'agency-wire-1' }],
  });

const written = { id: idOf('the source'), type: SourceType };
const authors = 'Names of the authors, as the document gives them, in its order.';
const archivedUrl = 'Address of an archived copy of the document.';
const quoting = 'True if the rights allow passages of the text to be quoted.';
const title = 'Title of the document; null or absent if not known.';

/** Declares a source as people write it. It does not contain the text: evidence points into a copy of the text. */
export const SourceInput = z
  .strictObject({
    ...written,
    title: shortText().optional().meta({ description: title }),
    publisherId: idOf('the actor who published it').optional(),
    authors: list(shortText()).optional().meta({ description: authors }),
    url: webAddress().optional().meta({ description: 'Address of the document.' }),
    archivedUrl: webAddress().optional().meta({ description: archivedUrl }),
    lang: languageTag().optional(),
    publishedAt: FuzzyTimeInput.optional().meta({ description: 'Time of publication.' }),
    retrievedAt: instant().optional().meta({ description: 'Time of the copy, as an RFC 3339 instant.' }),
    contentSha256: sha256Hex()
      .optional()
      .meta({ description: 'SHA-256 of the whole text as UTF-8 bytes, in lower-case hex.' }),
    contentLength: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Length of the text in Unicode code points.' }),
    rights: longText().optional().meta({ description: 'Permitted uses of the text, in words.' }),
    quoting: z
      .boolean()
      .optional()
      .meta({ description: `${quoting} An import keeps the words of quotes only then.` }),
    notes: longText().optional().meta({ description: 'Notes on the source for readers.' }),
    derivedFrom: list(SourceDerivation)
      .optional()
      .meta({ description: 'The sources from which it derives.' }),
    externalIds: externalIds().optional(),
  })
  .meta({ id: 'SourceInput', description: 'A source, as written in a dataset file.' });
export type SourceInput = z.infer<typeof SourceInput>;

export const Source = z
  .strictObject({
    ...written,
    title: shortText().nullable().meta({ description: title }),
    publisherId: idOf('the actor who published it').nullable(),
    authors: list(shortText()).meta({ description: authors }),
    url: webAddress().nullable().meta({ description: 'Address of the document.' }),
    archivedUrl: webAddress().nullable().meta({ description: archivedUrl }),
    lang: languageTag().nullable(),
    publishedAt: FuzzyTime.nullable().meta({ description: 'Time of publication; null if not known.' }),
    retrievedAt: instant().nullable().meta({ description: 'Time of the copy, as an RFC 3339 instant.' }),
    contentSha256: sha256Hex()
      .nullable()
      .meta({ description: 'SHA-256 of the whole text as UTF-8 bytes, in lower-case hex.' }),
    contentLength: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: 'Length of the text in Unicode code points.' }),
    rights: longText().nullable().meta({ description: 'Permitted uses of the text, in words.' }),
    quoting: z.boolean().meta({ description: quoting }),
    notes: longText().nullable().meta({ description: 'Notes on the source for readers.' }),
    derivedFrom: list(SourceDerivation).meta({ description: 'The sources from which it derives.' }),
    externalIds: externalIds(),
    ...recordStamps,
  })
  .meta({
    id: 'Source',
    description: 'A document that contains claims. Its text is not stored: evidence points into it.',
  });
export type Source = z.infer<typeof Source>;

/** Returns a source as the API returns it. A caller that renders many passes `read` with a cache, for `readTime`. */
export function renderSource(input: SourceInput, stamps: RecordStamps, read = readTime): Source {
  return {
    id: input.id,
    type: input.type,
    title: input.title ?? null,
    publisherId: input.publisherId ?? null,
    authors: input.authors ?? [],
    url: input.url ?? null,
    archivedUrl: input.archivedUrl ?? null,
    lang: input.lang ?? null,
    publishedAt: input.publishedAt ? resolveTime(input.publishedAt, read) : null,
    retrievedAt: input.retrievedAt ?? null,
    contentSha256: input.contentSha256 ?? null,
    contentLength: input.contentLength ?? null,
    rights: input.rights ?? null,
    quoting: input.quoting ?? false,
    notes: input.notes ?? null,
    derivedFrom: input.derivedFrom ?? [],
    externalIds: input.externalIds ?? [],
    ...stamps,
  };
}
