import { z } from 'zod';
import { limits } from './limits.ts';

/** The form of ids. Authors of records choose the ids; this form is safe in URLs, file names and shells. */
export const idPattern = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** Says how an id is written. Follows the name of the value that is wrong. */
export const idExpectation =
  'must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit';

/** Returns the schema of an id. Ids are unique per kind of record. */
export function idOf(what: string) {
  return z
    .string()
    .regex(idPattern, { error: idExpectation })
    .meta({
      description: `Id of ${what}: lower-case letters, digits, ".", "_" and "-", 1 to 128 characters.`,
    });
}

/** Matches control characters except tabs and line ends, and halves of surrogate pairs: many programs cannot handle them. */
const refused = /[^\P{Cc}\t\n\r]|\p{Cs}/u;
/** Matches code units that may be such a character. This test is faster, because it uses no Unicode properties. */
const suspicious = /[^\t\n\r -~\u00a0-\ud7ff\ue000-\uffff]/;

/** Names the first forbidden character of a text and its position; null if there is none. */
function refusedCharacter(text: string): string | null {
  const found = suspicious.test(text) ? refused.exec(text) : null;
  if (found === null) return null;
  const number = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const position = [...text.slice(0, found.index)].length + 1;
  const what = found[0].isWellFormed() ? 'a control character' : 'half of a surrogate pair';
  return `must not contain U+${number}, ${what}: it is character ${position}`;
}

function shortFault(text: string): string | null {
  return text.trim() === text ? refusedCharacter(text) : 'must not begin or end with spaces';
}

function longFault(text: string): string | null {
  const isBlank = text !== '' && text.trim() === '';
  return isBlank ? 'must not consist of spaces only' : refusedCharacter(text);
}

function addressFault(text: string): string | null {
  return text.trim() === text && /\s/u.test(text) ? 'must not contain spaces: write %20' : shortFault(text);
}

/** Returns a schema of text with a limit on its length, and a function that finds other faults. */
const checked = (maxChars: number, faultOf: (text: string) => string | null) =>
  z
    .string()
    .max(maxChars, { error: `must have at most ${maxChars} characters` })
    .refine((text) => faultOf(text) === null, {
      error: ({ input }) => faultOf(String(input)) ?? '',
      abort: true,
    });

const empty = { error: 'must not be empty' };
/** Returns the schema of a name, a title or the like. */
export const shortText = (maxChars: number = limits.nameMaxChars) =>
  checked(maxChars, shortFault).min(1, empty);
/** Returns the schema of sentences or a quote, which may begin and end with spaces. */
export const longText = (maxChars: number = limits.textMaxChars) =>
  checked(maxChars, longFault).min(1, empty);

/** Returns the schema of a count or an offset: a whole number from 0. */
export const wholeNumber = (description: string) => z.int().min(0).meta({ description });

export const sha256Hex = () =>
  z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 digest: 64 lower-case hex digits' });

export const languageTag = () =>
  z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, {
      error: 'must be a language tag such as "en" or "uk-Cyrl"',
    })
    .meta({ description: 'Language of the text, as a BCP 47 tag such as `en`.' });

export const countryCode = () =>
  z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be an ISO 3166-1 alpha-2 code such as "RU"' })
    .meta({ description: 'ISO 3166-1 alpha-2 code of the country, such as `RU`.' });

export const instant = () => z.iso.datetime({ offset: true });

export const webAddress = () =>
  checked(limits.addressMaxChars, addressFault).check(
    z.url({ protocol: /^https?$/, error: 'must be an absolute http or https address' }),
  );

export const list = <T extends z.ZodType>(item: T) =>
  z.array(item).max(limits.arrayItemsMax, { error: `must have at most ${limits.arrayItemsMax} entries` });

/** The fields that the store adds to every record. */
export const recordStamps = {
  datasetId: idOf('the dataset that the record belongs to'),
  version: z
    .int()
    .min(1)
    .meta({ description: 'Version of the record: 1 at first, and one more after each change.' }),
  recordedAt: z.iso
    .datetime()
    .meta({ description: 'Time of the first import of the record, as an RFC 3339 instant in UTC.' }),
  updatedAt: z.iso
    .datetime()
    .meta({ description: 'Time of the import of the current version, as an RFC 3339 instant in UTC.' }),
};

export type RecordStamps = { datasetId: string; version: number; recordedAt: string; updatedAt: string };
