import { z } from 'zod';
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
const ordered = {
  check: (locator: { start: number; end: number }) => locator.end > locator.start,
  params: { error: 'must be greater than start', path: ['end'] },
};

/** Declares the place of a passage in a source. The text is not stored; the hash lets anyone with a copy check it. */
export const EvidenceInput = z
  .strictObject({
    ...locator,
    quoteFingerprint: quoteFingerprint().optional(),
    paragraph: z.int().min(1).optional().meta({ description: paragraph }),
    quote: longText().optional().meta({ description: quote }),
  })
  .refine(ordered.check, ordered.params)
  .meta({ id: 'EvidenceInput', description: 'A locator into a source, as written in a dataset file.' });

export const Evidence = z
  .strictObject({
    ...locator,
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
        paragraph: 2,
        quote: null,
      },
    ],
  });
export type Evidence = z.infer<typeof Evidence>;

export const AnchorStateTerms = terms('AnchorState', 'State of a passage in the text that was checked.', {
  anchored: 'The passage is exactly at its recorded place.',
  moved: 'The passage, identified by length and hash, is at exactly one other place.',
  ambiguous: 'The passage, identified by length and hash, is at more than one other place.',
  missing: 'No passage in the text has this length and hash.',
});
export const AnchorState = AnchorStateTerms.schema;
export type AnchorState = z.infer<typeof AnchorState>;

export type Anchor = {
  state: AnchorState;
  /** The present offset of the passage; null if ambiguous or missing. */
  start: number | null;
};
