import { z } from 'zod';
import { contextLength } from './anchoring/context.ts';
import { quoteFingerprint } from './fingerprint.ts';
import { idOf, longText, sha256Hex, wholeNumber } from './primitives.ts';
import { terms } from './terms.ts';

const locator = {
  sourceId: idOf('the source'),
  start: wholeNumber('Start of the passage: offset in Unicode code points, counted from 0.'),
  end: z.int().min(1).meta({
    description: 'End of the passage: offset of the first Unicode code point after it.',
  }),
  quoteSha256: sha256Hex().meta({
    description: 'SHA-256 of the exact passage as UTF-8 bytes, in lower-case hex.',
  }),
};
const paragraph = 'Paragraph of the passage, counted from 1. Line breaks separate paragraphs.';
const quote = 'The passage itself, if the licence of the source allows quoting.';
/** Hashes that help to find the passage in a copy in which it does not stand at its place, or has another form. */
export const findable = {
  prefixSha256: sha256Hex().meta({
    description:
      `SHA-256 of the ${contextLength} Unicode code points before the passage, in plain form as UTF-8 bytes; of fewer ` +
      'where the text begins. Tells the passage from equal words elsewhere.',
  }),
  suffixSha256: sha256Hex().meta({
    description:
      `SHA-256 of the ${contextLength} Unicode code points after the passage, in plain form as UTF-8 bytes; of fewer ` +
      'where the text ends. Tells the passage from equal words elsewhere.',
  }),
  plainSha256: sha256Hex().meta({
    description:
      'SHA-256 of the passage in plain form as UTF-8 bytes. The plain form has no byte order mark, LF as line end, ' +
      'Unicode normalization form C, U+0020 for every kind of space, and straight quotation marks. Finds the passage ' +
      'in a copy that has other ones.',
  }),
  plainLength: wholeNumber('Length of the passage in plain form, in Unicode code points.'),
};
const ordered = {
  check: (locator: { start: number; end: number }) => locator.end > locator.start,
  params: { error: 'must be greater than start', path: ['end'] },
};

const together = {
  check: (locator: { plainSha256?: string | undefined; plainLength?: number | undefined }) =>
    (locator.plainSha256 === undefined) === (locator.plainLength === undefined),
  params: { error: 'must stand together with plainSha256', path: ['plainLength'] },
};

/** Declares the place of a passage in a source. The text is not stored; the hash lets anyone with a copy check it. */
export const EvidenceInput = z
  .strictObject({
    ...locator,
    quoteFingerprint: quoteFingerprint().optional(),
    prefixSha256: findable.prefixSha256.optional(),
    suffixSha256: findable.suffixSha256.optional(),
    plainSha256: findable.plainSha256.optional(),
    plainLength: findable.plainLength.optional(),
    paragraph: z.int().min(1).optional().meta({ description: paragraph }),
    quote: longText().optional().meta({ description: quote }),
  })
  .refine(ordered.check, ordered.params)
  .refine(together.check, together.params)
  .meta({ id: 'EvidenceInput', description: 'A locator into a source, as written in a dataset file.' });
export type EvidenceInput = z.infer<typeof EvidenceInput>;

export const Evidence = z
  .strictObject({
    ...locator,
    prefixSha256: findable.prefixSha256.nullable(),
    suffixSha256: findable.suffixSha256.nullable(),
    plainSha256: findable.plainSha256.nullable(),
    plainLength: findable.plainLength.nullable(),
    paragraph: z.int().min(1).nullable().meta({ description: paragraph }),
    quote: longText()
      .nullable()
      .meta({ description: `${quote} Otherwise null.` }),
  })
  .meta({
    id: 'Evidence',
    description: 'The place in a source of a passage that contains a claim, and the hash of its exact text.',
    examples: [
      {
        sourceId: 'article',
        start: 100,
        end: 140,
        quoteSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        prefixSha256: null,
        suffixSha256: null,
        plainSha256: null,
        plainLength: null,
        paragraph: 2,
        quote: null,
      },
    ],
  });
export type Evidence = z.infer<typeof Evidence>;

export const AnchorStateTerms = terms('AnchorState', 'State of a passage in the text that was checked.', {
  anchored:
    'The passage is at its recorded place; `normalization` names differences in form, such as line ends.',
  moved:
    'The passage is at another place, and its context is there too; or, if its locator keeps no context, it has the ' +
    'same shift as the passages before and after it, or no other passage has its words and they stand nowhere else.',
  ambiguous:
    'The words of the passage are at other places, but nothing tells that one of them is the passage.',
  missing: 'The words of the passage are not in the text, or only where other passages are.',
});
export const AnchorState = AnchorStateTerms.schema;
export type AnchorState = z.infer<typeof AnchorState>;
