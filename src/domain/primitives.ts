import { z } from 'zod';
import { limits } from './limits.ts';

/** Ids are chosen by whoever makes the record; the form keeps them safe in URLs, file names and shells. */
export const idPattern = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** An id of a record: unique per kind of record. */
export function idOf(what: string) {
  return z
    .string()
    .regex(idPattern, {
      error: 'must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit',
    })
    .meta({
      description: `Id of ${what}: lower-case letters, digits, ".", "_" and "-", 1 to 128 characters.`,
    });
}

/** Text without NUL or lone surrogates: neither survives every database and every client. */
function wellFormed(maxChars: number) {
  return z
    .string()
    .min(1, { error: 'must not be empty' })
    .max(maxChars, { error: `must have at most ${maxChars} characters` })
    .refine((text) => text.isWellFormed() && !text.includes('\0'), {
      error: 'must be well-formed Unicode text without NUL',
    });
}

export const shortText = () => wellFormed(limits.nameMaxChars);
export const longText = () => wellFormed(limits.textMaxChars);

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
  z.url({ protocol: /^https?$/, error: 'must be an absolute http or https address' }).max(2048);

export const list = <T extends z.ZodType>(item: T) =>
  z.array(item).max(limits.arrayItemsMax, { error: `must have at most ${limits.arrayItemsMax} entries` });

/** What the server keeps about every record besides what people wrote. */
export const recordStamps = {
  datasetId: idOf('the dataset that the record belongs to'),
  version: z
    .int()
    .min(1)
    .meta({ description: 'Version of the record as written: 1 at first, one more with each change.' }),
  recordedAt: z.iso
    .datetime()
    .meta({ description: 'When this store first held the record, as an RFC 3339 instant in UTC.' }),
  updatedAt: z.iso
    .datetime()
    .meta({ description: 'When this store took in the current version, as an RFC 3339 instant in UTC.' }),
};

export type RecordStamps = { datasetId: string; version: number; recordedAt: string; updatedAt: string };
