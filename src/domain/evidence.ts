import { z } from 'zod';
import { quoteFingerprint } from './fingerprint.ts';
import { idOf, longText, sha256Hex } from './primitives.ts';
import { terms } from './terms.ts';

const locator = {
  sourceId: idOf('the source'),
  start: z
    .int()
    .min(0)
    .meta({ description: 'Where the passage begins: offset in Unicode code points, counted from 0.' }),
  end: z.int().min(1).meta({
    description: 'Where the passage ends: offset in Unicode code points of the first one after it.',
  }),
  quoteSha256: sha256Hex().meta({
    description: 'SHA-256 of exactly the passage as UTF-8 bytes, in lower-case hex.',
  }),
};
const paragraph = 'Paragraph of the passage, counted from 1 over the blocks that line breaks separate.';
const quote = 'The passage itself, where the licence of the source allows quoting.';
const ordered = {
  check: (locator: { start: number; end: number }) => locator.end > locator.start,
  params: { error: 'must be greater than start', path: ['end'] },
};

/** Where a passage stands in a source. The text itself is not kept: the hash lets a holder of it check. */
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
      .meta({ description: `${quote} Else null.` }),
  })
  .meta({
    id: 'Evidence',
    description: 'Where in a source the passage stands that carries a claim, and the hash of its exact text.',
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

export const AnchorStateTerms = terms(
  'AnchorState',
  'What became of a passage in the text that was checked.',
  {
    anchored: 'The passage stands exactly where the locator says.',
    moved: 'A passage of the same length and hash stands elsewhere, and only once.',
    ambiguous: 'Passages of the same length and hash stand in more than one other place.',
    missing: 'No passage of that length has that hash.',
  },
);
export const AnchorState = AnchorStateTerms.schema;
export type AnchorState = z.infer<typeof AnchorState>;

export type Anchor = {
  state: AnchorState /** Where it stands now, if that is known. */;
  start: number | null;
};
