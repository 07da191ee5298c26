import { z } from 'zod';
import { limits } from './limits.ts';
import { idOf, longText, sha256Hex, wholeNumber } from './primitives.ts';
import { terms } from './terms.ts';
import { foundExample, foundPassage } from './verification.ts';

/** Declares the locators of quotes in the text of a source. */

const locatorExample = { sourceId: 'article', ...foundExample(100), paragraph: 2 };
const placeExample = {
  locator: locatorExample,
  line: 3,
  before: 'The commander of the unit said that ',
  after: '. Nobody else was there.',
};

export const QuoteStateTerms = terms('QuoteState', 'State of a quote in the text of a source.', {
  located: 'The quote stands at one place: `found` has its locator.',
  ambiguous: 'The quote stands at several places: `candidates` has the locator of each.',
  missing: 'The quote does not stand in the text: `nearest` is the passage with most of its words.',
});

const QuoteLocator = z
  .strictObject({
    sourceId: idOf('the source'),
    ...foundPassage,
    paragraph: z
      .int()
      .min(1)
      .meta({ description: 'Paragraph of the passage, counted from 1. Blank lines do not count.' }),
  })
  .meta({
    id: 'QuoteLocator',
    description: 'Evidence with a place in the text of its source, as it is written in a dataset file.',
    examples: [locatorExample],
  });

const line = z.int().min(1).meta({ description: 'Line on which the passage begins, counted from 1.' });
const around = (where: string) =>
  z.string().meta({ description: `The last or first ${limits.wordsAroundMaxChars} code points ${where}.` });

const QuotePlace = z
  .strictObject({
    locator: QuoteLocator,
    line,
    before: around('before the passage'),
    after: around('after the passage'),
  })
  .meta({
    id: 'QuotePlace',
    description: 'A place where a quote stands, with its locator and the text around it.',
    examples: [placeExample],
  });
export type QuotePlace = z.infer<typeof QuotePlace>;

const NearestPassage = z
  .strictObject({
    start: wholeNumber('Start of the passage: offset in Unicode code points, from 0.'),
    end: z
      .int()
      .min(1)
      .meta({ description: 'End of the passage: offset of the first Unicode code point after it.' }),
    line,
    text: z.string().meta({ description: 'The passage.' }),
  })
  .meta({
    id: 'NearestPassage',
    description: 'The passage that shares most words with a quote.',
    examples: [{ start: 100, end: 118, line: 3, text: 'the bridge is safe' }],
  });

const locatedExample = {
  quote: 'that they left',
  state: 'located',
  found: placeExample,
  candidates: [],
  nearest: null,
  hint: null,
};

const LocatedQuote = z
  .strictObject({
    quote: z.string().meta({ description: 'The quote, as it was given.' }),
    state: QuoteStateTerms.schema,
    found: QuotePlace.nullable().meta({
      description: 'The place of a located quote; null in other states.',
    }),
    candidates: z
      .array(QuotePlace)
      .max(limits.candidatesListedMax)
      .meta({
        description: `The first ${limits.candidatesListedMax} places of an ambiguous quote; empty in other states.`,
      }),
    nearest: NearestPassage.nullable().meta({
      description:
        'The passage nearest to a missing quote; null in other states, or if none has half of its words.',
    }),
    hint: z.string().nullable().meta({
      description: 'How to locate the quote, if it is ambiguous or missing; else null.',
    }),
  })
  .meta({
    id: 'LocatedQuote',
    description: 'One quote, and its place in the text of a source.',
    examples: [locatedExample],
  });
export type LocatedQuote = z.infer<typeof LocatedQuote>;

/** Declares what a client sends: the text of a source, and the quotes to locate in it. */
export const QuotesToLocate = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .refine((text) => text.isWellFormed(), { error: 'must not contain half of a surrogate pair' })
      .meta({ description: 'The whole text of the source.' }),
    quotes: z.array(longText()).min(1).max(limits.locatedQuotesMax).meta({
      description: 'Words of the text, as they stand there, except for kinds of spaces and quotes.',
    }),
  })
  .meta({
    id: 'QuotesToLocate',
    description: 'The text of a source, and the quotes to locate in it.',
    examples: [{ text: 'The mayor said the bridge is safe.', quotes: ['the bridge is safe'] }],
  });
export type QuotesToLocate = z.infer<typeof QuotesToLocate>;

const count = (what: string) => wholeNumber(`Number of quotes that ${what}.`);

export const SourceLocators = z
  .strictObject({
    sourceId: idOf('the source'),
    contentLength: wholeNumber('Number of Unicode code points of the text.'),
    contentSha256: sha256Hex().meta({
      description: 'SHA-256 of the text as UTF-8 bytes, in lower-case hex.',
    }),
    sameContent: z
      .boolean()
      .nullable()
      .meta({
        description:
          'True if the hash of the text equals the one recorded for the source; null if none is recorded. If false, the ' +
          'locators are of another text than the recorded one.',
      }),
    counts: z
      .strictObject({
        located: count('stand at one place'),
        ambiguous: count('stand at several places'),
        missing: count('do not stand in the text'),
      })
      .meta({
        id: 'QuoteCounts',
        description: 'Number of quotes in each state.',
        examples: [{ located: 1, ambiguous: 0, missing: 0 }],
      }),
    quotes: z
      .array(LocatedQuote)
      .meta({ description: 'Every quote, in the order in which they were given.' }),
  })
  .meta({
    id: 'SourceLocators',
    description: 'The locators of quotes in the text of a source.',
    examples: [
      {
        sourceId: 'article',
        contentLength: 3589,
        contentSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        sameContent: true,
        counts: { located: 1, ambiguous: 0, missing: 0 },
        quotes: [locatedExample],
      },
    ],
  });
export type SourceLocators = z.infer<typeof SourceLocators>;
