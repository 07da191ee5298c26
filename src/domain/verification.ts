import { z } from 'zod';
import { AnchorState } from './evidence.ts';
import { quoteFingerprint } from './fingerprint.ts';
import { idOf, sha256Hex, wholeNumber } from './primitives.ts';

const count = (what: string) => wholeNumber(`Number of passages ${what}.`);

export const VerificationCounts = z
  .strictObject({
    anchored: count('at their recorded place'),
    moved: count('at exactly one other place'),
    ambiguous: count('at more than one other place'),
    missing: count('that are not in the text'),
  })
  .meta({
    id: 'VerificationCounts',
    description: 'Number of passages in each state.',
    examples: [{ anchored: 1, moved: 1, ambiguous: 0, missing: 0 }],
  });
export type VerificationCounts = z.infer<typeof VerificationCounts>;

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
    movedTo: z.int().min(0).nullable().meta({
      description: 'Present start of a moved passage, in Unicode code points; null in other states.',
    }),
    quoteFingerprint: quoteFingerprint().nullable().meta({
      description:
        'Rolling fingerprint of the passage, for its locator in a dataset file; null if it is ambiguous or missing.',
    }),
  })
  .meta({
    id: 'LocatorState',
    description: 'State of one passage in the text that was checked.',
    examples: [
      {
        claimId: 'isis-claims-responsibility',
        position: 0,
        start: 100,
        end: 140,
        paragraph: 2,
        state: 'anchored',
        movedTo: null,
        quoteFingerprint: '81c6dd17c09a3f5e',
      },
    ],
  });
export type LocatorState = z.infer<typeof LocatorState>;

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
        locators: [
          {
            claimId: 'isis-claims-responsibility',
            position: 0,
            start: 100,
            end: 140,
            paragraph: 2,
            state: 'anchored',
            movedTo: null,
            quoteFingerprint: '81c6dd17c09a3f5e',
          },
          {
            claimId: 'nsc-denies-ukrainian-involvement',
            position: 0,
            start: 900,
            end: 961,
            paragraph: null,
            state: 'moved',
            movedTo: 903,
            quoteFingerprint: '5e2b09f413d7ac68',
          },
        ],
      },
    ],
  });
export type SourceVerification = z.infer<typeof SourceVerification>;
