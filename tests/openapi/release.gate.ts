import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/http/openapi/json.ts';
import { lostNames, namesOf } from '../helpers/api-names.ts';
import { withFault } from '../helpers/with-fault.ts';
import { documents, released } from './documents.ts';
import { oasdiff } from './tools.ts';

/**
 * Rule 18: whoever wrote a program against the last release can go on with this one. A release, and a break that is
 * meant, make `openapi/released.json` anew.
 */

const renewal = 'If that is meant, or at a release: cp openapi/openapi.json openapi/released.json';
const kept = async (document: JsonObject) => [
  ...(await oasdiff(released, document)),
  ...lostNames(namesOf(released), namesOf(document)),
];

test('nothing of the last release is broken', async () => {
  const broken = await kept(documents['3.1']);
  expect(broken, `${broken.join('\n')}\n${renewal}`).toEqual([]);
});

const listEvents = ['paths', '/v1/events', 'get'];
const schema = (name: string) => ['components', 'schemas', name];

describe('what would break it is noticed:', () => {
  test.each<[string, (string | number)[], Json | undefined, RegExp]>([
    ['an operation gone', ['paths', '/v1/events'], undefined, /^api-path-removed/],
    [
      'a parameter gone',
      [...listEvents, 'parameters', 0],
      undefined,
      /^request-parameter-removed listEvents/,
    ],
    [
      'a parameter now required',
      [...listEvents, 'parameters', 0, 'required'],
      true,
      /^request-parameter-became-required listEvents/,
    ],
    [
      'a value no longer taken',
      [...schema('TimeSort'), 'enum', 1],
      undefined,
      /^request-parameter-enum-value-removed/,
    ],
    [
      'a property of another type',
      [...schema('Event'), 'properties', 'title', 'type'],
      'integer',
      /^response-property-type-changed/,
    ],
    [
      'a property that may be null',
      [...schema('Event'), 'properties', 'title', 'type'],
      ['string', 'null'],
      /^response-property-became-nullable/,
    ],
    [
      'a property gone',
      [...schema('Event'), 'properties', 'title'],
      undefined,
      /^property Event.title is gone/,
    ],
    ['an operation renamed', [...listEvents, 'operationId'], 'searchEvents', /^operation listEvents: /],
    ['an operation under another tag', [...listEvents, 'tags', 0], 'Claims', /^operation listEvents: /],
    ['a value of answers gone', [...schema('ClaimStatus'), 'enum', 0], undefined, /^value ClaimStatus\./],
  ])('%s', async (_, place, value, expected) => {
    expect(await kept(withFault(released, place, value))).toContainEqual(expect.stringMatching(expected));
  });

  test('a component renamed, which no comparison of documents sees', async () => {
    const text = JSON.stringify(released).replaceAll(/"Event"|\/Event"/g, (name) =>
      name.replace('Event', 'Happening'),
    );
    const renamed: JsonObject = JSON.parse(text);
    expect(await oasdiff(released, renamed)).toEqual([]);
    expect(await kept(renamed)).toContainEqual(expect.stringMatching(/^component Event is gone/));
  });
});

describe('what breaks nothing is let pass:', () => {
  test.each<[string, (string | number)[], Json]>([
    ['a new value in answers', [...schema('EventType'), 'enum', 99], 'raid'],
    ['a new property', [...schema('Event'), 'properties', 'extra'], { type: 'string', description: 'New.' }],
    ['other words', [...listEvents, 'description'], 'In other words.'],
  ])('%s', async (_, place, value) => {
    expect(await kept(withFault(released, place, value))).toEqual([]);
  });
});
