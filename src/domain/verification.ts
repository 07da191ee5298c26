import { z } from 'zod';
import type { NormalForm } from './anchoring/normal-forms.ts';
import { AnchorState, findable } from './evidence.ts';
import { quoteFingerprint } from './fingerprint.ts';
import { limits } from './limits.ts';
import { idOf, sha256Hex, wholeNumber } from './primitives.ts';
import { terms } from './terms.ts';

export const NormalFormTerms = terms(
  'NormalForm',
  'A difference in form, not in words, between the copy that was checked and the recorded text.',
  {
    byte_order_mark: 'A byte order mark (U+FEFF) at the beginning.',
    line_ends: 'Line ends: CR LF or CR for LF.',
    unicode_form: 'The Unicode normalization form: NFD or another form for NFC.',
    spaces: 'The kind of spaces: no-break, thin, ideographic and other spaces of one character for U+0020.',
    quotes: 'The kind of quotation marks: curly, low or angle ones for " and \'.',
    plain:
      'Found by the hash of the plain form alone: the recorded text had kinds of spaces or quotes of its own.',
  } satisfies Record<NormalForm, string>,
);

/** Returns an example of a passage of 40 code points. */
export function foundExample(start: number) {
  return {
    start,
    end: start + 40,
    quoteSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    quoteFingerprint: '81c6dd17c09a3f5e',
    prefixSha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    suffixSha256: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13',
    plainSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    plainLength: 40,
  };
}
const anchoredExample = {
  claimId: 'isis-claims-responsibility',
  position: 0,
  start: 100,
  end: 140,
  paragraph: 2,
  state: 'anchored',
  normalization: [],
  found: foundExample(100),
  candidates: [],
  hint: null,
};
const movedExample = {
  claimId: 'nsc-denies-ukrainian-involvement',
  position: 0,
  start: 900,
  end: 940,
  paragraph: null,
  state: 'moved',
  normalization: ['quotes'],
  found: foundExample(903),
  candidates: [],
  hint: null,
};

const count = (what: string) => wholeNumber(`Number of passages ${what}.`);

export const VerificationCounts = z
  .strictObject({
    anchored: count('at their recorded place'),
    moved: count('at another place'),
    ambiguous: count('of which the words are at other places, but nothing tells which place it is'),
    missing: count('that are not in the text'),
  })
  .meta({
    id: 'VerificationCounts',
    description: 'Number of passages in each state.',
    examples: [{ anchored: 1, moved: 1, ambiguous: 0, missing: 0 }],
  });
export type VerificationCounts = z.infer<typeof VerificationCounts>;

const place = {
  start: wholeNumber('Start of the passage in the copy: offset in Unicode code points, from 0.'),
  end: z.int().min(1).meta({
    description: 'End of the passage in the copy: offset of the first Unicode code point after it.',
  }),
};

const CandidatePlace = z.strictObject(place).meta({
  id: 'CandidatePlace',
  description: 'A place in the copy where the words of a passage are.',
  examples: [{ start: 903, end: 964 }],
});

export const foundPassage = {
  ...place,
  quoteSha256: sha256Hex().meta({
    description: 'SHA-256 of the passage in the copy as UTF-8 bytes, in lower-case hex.',
  }),
  quoteFingerprint: quoteFingerprint(),
  ...findable,
};

const FoundPassage = z.strictObject(foundPassage).meta({
  id: 'FoundPassage',
  description: 'A passage in the copy, with all members of a locator into this copy.',
  examples: [foundExample(100)],
});

export const LocatorState = z
  .strictObject({
    claimId: idOf('the claim that cites the passage'),
    position: wholeNumber("Place of the passage in the claim's evidence, from 0."),
    start: wholeNumber('Recorded start of the passage: offset in Unicode code points, from 0.'),
    end: z
      .int()
      .min(1)
      .meta({ description: 'Recorded end of the passage: offset of the first Unicode code point after it.' }),
    paragraph: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'Recorded paragraph of the passage; null if not recorded.' }),
    state: AnchorState,
    normalization: z.array(NormalFormTerms.schema).meta({
      description:
        'Differences in form that were undone to find the passage, or its place; empty if there are none.',
    }),
    found: FoundPassage.nullable().meta({
      description: 'The passage in the copy; null if it is ambiguous or missing.',
    }),
    candidates: z
      .array(CandidatePlace)
      .max(limits.candidatesListedMax)
      .meta({
        description: `The first ${limits.candidatesListedMax} places of an ambiguous passage; empty in other states.`,
      }),
    hint: z.string().nullable().meta({
      description: 'What the locator lacks to be found, if it is ambiguous or missing; else null.',
    }),
  })
  .meta({
    id: 'LocatorState',
    description: 'State of one passage in the text that was checked.',
    examples: [anchoredExample],
  });
export type LocatorState = z.infer<typeof LocatorState>;

const UnlocatedEvidence = z
  .strictObject({
    claimId: idOf('the claim'),
    position: wholeNumber('Place of the evidence among that of the claim, from 0.'),
    fragment: z
      .string()
      .nullable()
      .meta({ description: 'The part of the source; null if none is recorded.' }),
    paragraph: z.int().min(1).nullable().meta({ description: 'Recorded paragraph; null if not recorded.' }),
  })
  .meta({
    id: 'UnlocatedEvidence',
    description: 'Evidence without a place in the text of its source, which cannot be checked.',
    examples: [{ claimId: 'isis-claims-responsibility', position: 1, fragment: 'page=12', paragraph: null }],
  });

export const SourceVerification = z
  .strictObject({
    sourceId: idOf('the source'),
    contentLength: wholeNumber('Number of Unicode code points of the text that was checked.'),
    contentSha256: sha256Hex().meta({
      description: 'SHA-256 of the text that was checked as UTF-8 bytes, in lower-case hex.',
    }),
    sameContent: z.boolean().nullable().meta({
      description: 'True if the hash of the text equals the recorded one; null if no hash is recorded.',
    }),
    counts: VerificationCounts,
    locators: z.array(LocatorState).meta({
      description: 'Every passage recorded for the source, by claim id, then in the order of the claim.',
    }),
    unlocated: z.array(UnlocatedEvidence).meta({
      description:
        'Evidence in the source without a place in its text, in the same order. It is not checked.',
    }),
  })
  .meta({
    id: 'SourceVerification',
    description: 'State of every passage that claims cite from a source, in a copy of its text.',
    examples: [
      {
        sourceId: 'article',
        contentLength: 3589,
        contentSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        sameContent: false,
        counts: { anchored: 1, moved: 1, ambiguous: 0, missing: 0 },
        locators: [anchoredExample, movedExample],
        unlocated: [],
      },
    ],
  });
export type SourceVerification = z.infer<typeof SourceVerification>;
