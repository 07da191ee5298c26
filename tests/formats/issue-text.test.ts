import { expect, test } from 'vitest';
import type { RecordKind } from '../../src/domain/kinds.ts';
import { checkRecord } from '../../src/formats/check-record.ts';
import { actor, claim, event, passage, source } from '../helpers/records.ts';

const sound: Partial<Record<RecordKind, object>> = {
  actor: actor('a'),
  event: event('e'),
  claim: claim('c'),
  source: source('s'),
};
const faultsOf = (kind: RecordKind, fields: object): string[] => {
  const checked = checkRecord(kind, { ...sound[kind], ...fields });
  return checked.sound === null
    ? checked.faults.map(({ path, detail }) => `${path.join('/')} ${detail}`)
    : [];
};

const idRule = 'must be an id: 1 to 128 of a-z, 0-9, ".", "_", "-", beginning with a letter or digit';
const someone = { kind: 'actor', id: 'a' };

/** A kind of record, what replaces its sound fields, and the only fault. */
const cases: [RecordKind, object, string][] = [
  // Another type: the message shows an example of the right one, from the schema or put together of its parts.
  [
    'event',
    { time: '2021-03-24' },
    'time must be an object such as {"edtf":"2021-03-24"}; got the text "2021-03-24"',
  ],
  ['event', { time: { edtf: 2021 } }, 'time/edtf must be a text such as "2024-03-22"; got 2021'],
  ['event', { tags: 'terrorism' }, 'tags must be a list such as ["terrorism"]; got the text "terrorism"'],
  ['event', { place: [] }, 'place must be an object; got a list'],
  ['event', { participants: {} }, 'participants must be a list; got an object'],
  ['actor', { name: null }, 'name must be a text; got null'],
  ['actor', { name: undefined }, 'name is missing: it must be a text'],
  ['actor', { id: 7 }, `id ${idRule}; got 7`],
  ['actor', { id: undefined }, `id is missing: it ${idRule}`],
  [
    'claim',
    { evidence: [{ ...passage('s', 1, 2), start: '1' }] },
    'evidence/0/start must be a whole number; got the text "1"',
  ],
  // A value of the right type that is out of range, or of another form.
  [
    'claim',
    { evidence: [{ ...passage('s', 1, 2), start: -1 }] },
    'evidence/0/start must be at least 0; got -1',
  ],
  ['event', { time: { edtf: '' } }, 'time/edtf must not be empty'],
  ['event', { time: { edtf: '1'.repeat(401) } }, 'time/edtf must have at most 400 characters; it has 401'],
  ['actor', { id: 'A b' }, `id ${idRule}; got the text "A b"`],
  [
    'source',
    { retrievedAt: '2024-03-22' },
    'retrievedAt must be a date and time with an offset, such as 2024-03-22T17:00:00Z; got the text "2024-03-22"',
  ],
  // A word that is nearly right, and one that is not.
  [
    'actor',
    { identity: 'un-named' },
    'identity must be one of "named", "unnamed", "described", "collective"; got the text "un-named" (did you mean "unnamed"?)',
  ],
  [
    'actor',
    { identity: 'x'.repeat(300) },
    `identity must be one of "named", "unnamed", "described", "collective"; got the text "${'x'.repeat(100)}…"`,
  ],
  [
    'claim',
    { proposition: { subject: { ...someone, kind: 'acter' }, predicate: 'involved_in', object: someone } },
    'proposition/subject/kind must be one of "actor", "event"; got the text "acter" (did you mean "actor"?)',
  ],
  [
    'claim',
    { proposition: { subject: { id: 'a' }, predicate: 'involved_in', object: someone } },
    'proposition/subject/kind is missing: it must be one of "actor", "event"',
  ],
  [
    'claim',
    { evidence: [{ ...passage('s', 1, 2), begin: 1, qoute: 'x' }] },
    'evidence/0 has no property "begin", "qoute" (did you mean "quote"?): ' +
      'it may have "sourceId", "start", "end", "quoteSha256", "quoteFingerprint", "prefixSha256", "suffixSha256", ' +
      '"plainSha256", "plainLength", "fragment", "paragraph", "quote"',
  ],
  [
    'claim',
    { evidence: [{ ...passage('s', 1, 2), plainSha256: '0'.repeat(64) }] },
    'evidence/0/plainLength must stand together with plainSha256',
  ],
];

test.each(cases)('a fault of the %s %j says what was expected and what was given', (kind, fields, fault) => {
  expect(faultsOf(kind, fields)).toEqual([fault]);
});
