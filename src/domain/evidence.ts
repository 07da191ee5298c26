import { z } from 'zod';
import { contextLength } from './anchoring/context.ts';
import { quoteFingerprint } from './fingerprint.ts';
import { fragmentFault } from './fragment.ts';
import { idOf, longText, sha256Hex, wholeNumber } from './primitives.ts';
import { terms } from './terms.ts';

export const EvidenceStateTerms = terms('EvidenceState', 'How far a source and a claim are joined.', {
  located:
    'The passage has a place in the text of the source and a hash, so that anyone with a copy can check it.',
  unlocated:
    'Only the source is named, perhaps with a part of it as `fragment`: a headline, a broadcast, a book or a picture.',
});

const sourceId = idOf('the source');
const located = {
  start: wholeNumber('Start of the passage: offset in Unicode code points, counted from 0.'),
  end: z.int().min(1).meta({
    description: 'End of the passage: offset of the first Unicode code point after it.',
  }),
  quoteSha256: sha256Hex().meta({
    description: 'SHA-256 of the exact passage as UTF-8 bytes, in lower-case hex.',
  }),
};
const number = '\\d+(?:\\.\\d+)?';
const moment = `(?:(?:\\d+:)?[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|${number})`;
const fragmentPart = [
  `t=(?:npt:)?(?:${moment}(?:,${moment})?|,${moment})`,
  'xywh=(?:pixel:|percent:)?\\d+,\\d+,\\d+,\\d+',
  'page=[1-9]\\d*',
].join('|');
/** Matches the time and the region of W3C Media Fragments 1.0 (§4.2) and the page of RFC 8118 (§3). */
const fragmentPattern = new RegExp(`^(?:${fragmentPart})(?:&(?:${fragmentPart}))*$`);
const fragment = () =>
  z
    .string()
    .max(200)
    .regex(fragmentPattern, {
      error:
        'must be a time such as "t=83,91", a region such as "xywh=percent:5,5,40,30", a page such as "page=12", or several joined by "&"',
    })
    .meta({
      description:
        'Part of a source that has no text: a time (`t=83,91`, in seconds) or a region (`xywh=percent:5,5,40,30`) as in ' +
        'W3C Media Fragments, or a page (`page=12`) as in RFC 8118; several are joined by `&`.',
    });
const paragraph = 'Paragraph of the passage, counted from 1. Line breaks separate paragraphs.';
const quote = 'The passage itself, if the licence of the source allows quoting.';
const quoteInput =
  'The passage itself. In a file it may stand alone with `sourceId`: `claimline import --texts` then finds its place in ' +
  'the text of the source, and keeps the words only if the source has `quoting`. With a place, it is kept as it is.';
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
type Written = Partial<Record<keyof typeof located | keyof typeof findable | 'quoteFingerprint', unknown>> & {
  fragment?: string | undefined;
};
type Fault = { path: string; message: string };

const placeMembers = ['start', 'end', 'quoteSha256'] as const;
const placeText = 'start, end and quoteSha256';

/** Returns the first fault of members that stand without others, or beside others that they exclude. */
function faultOf(evidence: Written): Fault | null {
  const given = placeMembers.filter((name) => evidence[name] !== undefined);
  const missing = placeMembers.find((name) => evidence[name] === undefined);
  if (missing === undefined) {
    if (evidence.fragment !== undefined) {
      return {
        path: 'fragment',
        message: `must not stand beside ${placeText}: it is for a source without text`,
      };
    }
    return Number(evidence.end) > Number(evidence.start)
      ? null
      : { path: 'end', message: 'must be greater than start' };
  }
  if (given.length > 0) {
    return { path: missing, message: `is missing: give ${placeText} together, or none of them` };
  }
  const useless = [...Object.keys(findable), 'quoteFingerprint'].find(
    (name) => evidence[name as keyof Written] !== undefined,
  );
  if (useless !== undefined) return { path: useless, message: `needs ${placeText}` };
  const wrong = evidence.fragment === undefined ? null : fragmentFault(evidence.fragment);
  return wrong === null ? null : { path: 'fragment', message: wrong };
}

const together = {
  check: (locator: { plainSha256?: string | undefined; plainLength?: number | undefined }) =>
    (locator.plainSha256 === undefined) === (locator.plainLength === undefined),
  params: { error: 'must stand together with plainSha256', path: ['plainLength'] },
};

/**
 * Declares evidence: a source, and the place of a passage in it where there is one. The text is not stored; the hash lets
 * anyone with a copy check it.
 */
export const EvidenceInput = z
  .strictObject({
    sourceId,
    start: located.start.optional(),
    end: located.end.optional(),
    quoteSha256: located.quoteSha256.optional(),
    quoteFingerprint: quoteFingerprint().optional(),
    prefixSha256: findable.prefixSha256.optional(),
    suffixSha256: findable.suffixSha256.optional(),
    plainSha256: findable.plainSha256.optional(),
    plainLength: findable.plainLength.optional(),
    fragment: fragment().optional(),
    paragraph: z.int().min(1).optional().meta({ description: paragraph }),
    quote: longText().optional().meta({ description: quoteInput }),
  })
  .superRefine((evidence, context) => {
    const fault = faultOf(evidence);
    if (fault === null) return;
    context.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
  })
  .refine(together.check, together.params)
  .meta({
    id: 'EvidenceInput',
    description: 'A source, and the place of a passage in it if there is one, as written in a dataset file.',
  });
export type EvidenceInput = z.infer<typeof EvidenceInput>;

export const Evidence = z
  .strictObject({
    sourceId,
    state: EvidenceStateTerms.schema,
    start: located.start.nullable(),
    end: located.end.nullable(),
    quoteSha256: located.quoteSha256.nullable(),
    quoteFingerprint: quoteFingerprint().nullable(),
    prefixSha256: findable.prefixSha256.nullable(),
    suffixSha256: findable.suffixSha256.nullable(),
    plainSha256: findable.plainSha256.nullable(),
    plainLength: findable.plainLength.nullable(),
    fragment: fragment().nullable(),
    paragraph: z.int().min(1).nullable().meta({ description: paragraph }),
    quote: longText()
      .nullable()
      .meta({ description: `${quote} Otherwise null.` }),
  })
  .meta({
    id: 'Evidence',
    description:
      'A source that contains a claim, with the place of the passage and the hash of its exact text; these are null if ' +
      'the state is `unlocated`.',
    examples: [
      {
        sourceId: 'article',
        state: 'located',
        start: 100,
        end: 140,
        quoteSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        quoteFingerprint: null,
        prefixSha256: null,
        suffixSha256: null,
        plainSha256: null,
        plainLength: null,
        fragment: null,
        paragraph: 2,
        quote: null,
      },
    ],
  });
export type Evidence = z.infer<typeof Evidence>;

/** Evidence with a place in the text of its source. */
type LocatedInput = EvidenceInput & { start: number; end: number; quoteSha256: string };

/** Returns true if evidence says where its passage is: the schema allows only all of these members, or none. */
export const isLocated = (evidence: EvidenceInput): evidence is LocatedInput => evidence.start !== undefined;

/** Returns true if evidence has the words of a passage, but neither its place nor a fragment of its source. */
export const isQuoteAlone = (evidence: EvidenceInput): evidence is EvidenceInput & { quote: string } =>
  evidence.quote !== undefined && evidence.fragment === undefined && !isLocated(evidence);

/** Returns evidence as the API returns it. */
export const evidenceOf = (input: EvidenceInput): Evidence => ({
  sourceId: input.sourceId,
  state: isLocated(input) ? 'located' : 'unlocated',
  start: input.start ?? null,
  end: input.end ?? null,
  quoteSha256: input.quoteSha256 ?? null,
  quoteFingerprint: input.quoteFingerprint ?? null,
  prefixSha256: input.prefixSha256 ?? null,
  suffixSha256: input.suffixSha256 ?? null,
  plainSha256: input.plainSha256 ?? null,
  plainLength: input.plainLength ?? null,
  fragment: input.fragment ?? null,
  paragraph: input.paragraph ?? null,
  quote: input.quote ?? null,
});

export const AnchorStateTerms = terms('AnchorState', 'State of a passage in the text that was checked.', {
  anchored:
    'The passage is at its recorded place; `normalization` names differences in form, such as line ends.',
  moved:
    'The passage is at another place: its context is there too, or it has the same shift as the passages before and ' +
    'after it; or its locator keeps no context, no other passage has its words, and they stand nowhere else.',
  ambiguous:
    'The words of the passage are at other places, but nothing tells that one of them is the passage.',
  missing: 'The words of the passage are not in the text, or only where other passages are.',
});
export const AnchorState = AnchorStateTerms.schema;
export type AnchorState = z.infer<typeof AnchorState>;
