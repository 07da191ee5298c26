import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/http/openapi/json.ts';
import { lostNames, namesOf, readNames, renderNames } from '../helpers/api-names.ts';

/** The names of the API, kept as text so that a change of one is seen and meant. */

const root = new URL('../../', import.meta.url);
const program = new URL('src/claimline.js', root).pathname;
const golden = new URL('tests/golden/api-names.txt', root);
/** As the program has it now; the files under openapi/ may be about to be made anew. */
const documentIn = (format: '3.1' | '3.0'): JsonObject =>
  JSON.parse(execFileSync(process.execPath, [program, 'openapi', '--format', format], { encoding: 'utf8' }));
const document = documentIn('3.1');

const renewal = 'If that is meant: UPDATE_GOLDEN=1 npm test, and a line in CHANGELOG.md for who must follow.';

it('no name of the API is lost, and a new one is on the list', () => {
  const now = namesOf(document);
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, renderNames(now));
  const kept = readNames(readFileSync(golden, 'utf8'));
  const lost = lostNames(kept, now);
  expect(lost, `${lost.join('\n')}\n${renewal}`).toEqual([]);
  expect(now, 'New names go on the list: UPDATE_GOLDEN=1 npm test.').toEqual(kept);
});

it('both documents have the same names', () => {
  expect(namesOf(documentIn('3.0'))).toEqual(namesOf(document));
});

it.each<[string, (text: string) => string, RegExp[]]>([
  [
    'an operation',
    (text) => text.replaceAll('"operationId": "listEvents"', '"operationId": "searchEvents"'),
    [/^operation listEvents: GET .v1.events .Events. is gone: .* the method/, /^parameter listEvents\./],
  ],
  ['a parameter', (text) => text.replaceAll('"name": "bbox"', '"name": "box"'), [/^parameter .*\.bbox/]],
  [
    'a component',
    (text) => text.replaceAll(/"EventType"|\/EventType"/g, (name) => name.replace('EventType', 'EventKind')),
    [/^component EventType is gone: .* the type/, /^value EventType\./],
  ],
  [
    'a property',
    (text) => text.replaceAll('"claimCount"', '"claims"'),
    [/^property .*\.claimCount is gone: .* the member/],
  ],
  ['a value', (text) => text.replaceAll('"asserts"', '"states"'), [/^value ClaimAct.asserts/]],
  ['a tag', (text) => text.replaceAll('"Events"', '"Happenings"'), [/^operation .*: .*\(Events\) is gone/]],
])('tells that %s was renamed, and what breaks', (_, rename, expected) => {
  const renamed = JSON.parse(rename(JSON.stringify(document, null, 2)));
  const lost = lostNames(namesOf(document), namesOf(renamed));
  for (const line of expected) expect(lost).toContainEqual(expect.stringMatching(line));
  for (const line of lost) expect(expected.some((pattern) => pattern.test(line))).toBe(true);
});
