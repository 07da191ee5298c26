import { describe, expect, it } from 'vitest';
import { buildDocument } from '../../../src/http/openapi/document.ts';
import type { Json } from '../../../src/http/openapi/json.ts';
import { withFault } from '../../helpers/with-fault.ts';
import { checkDocument } from './openapi-rules.ts';
import { sampleInfo, sampleRoutes } from './sample-routes.ts';

/** Each rule for the OpenAPI document, broken once: the violation says where, and what to mend. */

const routes = sampleRoutes({ seen: [], release: Promise.resolve(), aborted: [] });
const documents = {
  '3.1': buildDocument(routes, sampleInfo, '3.1'),
  '3.0': buildDocument(routes, sampleInfo, '3.0'),
};

type Case = [rule: string, place: (string | number)[], value: Json | undefined, violation: RegExp];

const schema = (name: string) => ['components', 'schemas', name];
const bird = (property: string) => [...schema('Bird'), 'properties', property];
const listBirds = ['paths', '/v1/birds', 'get'];
const countText = ['paths', '/v1/birds/{birdId}/count', 'post'];
const answer = [...listBirds, 'responses', '200'];
const words = 'Some words.';

const inBoth: Case[] = [
  ['2: verbNoun', [...listBirds, 'operationId'], 'birds', /operationId "birds" must be verbNoun/],
  ['2: unique', [...listBirds, 'operationId'], 'getBird', /operationId getBird is taken/],
  ['3: one tag', [...listBirds, 'tags', 1], 'Meta', /^listBirds: needs exactly one declared tag/],
  ['3: declared', [...listBirds, 'tags', 0], 'Cats', /^listBirds: needs exactly one declared tag/],
  ['3: used', ['tags', 2], { name: 'Zebras', description: words }, /^tag Zebras: has no operation/],
  ['4: summary', [...listBirds, 'summary'], ' ', /^listBirds: needs a summary/],
  ['4: description', [...listBirds, 'description'], '\n', /^listBirds: needs a description/],
  ['4: parameters', [...listBirds, 'parameters', 0, 'description'], '', /limit: parameter needs a descr/],
  ['4: properties', [...bird('name'), 'description'], undefined, /Bird.name: property needs a description/],
  ['4: components', [...schema('Nest'), 'description'], undefined, /Nest: needs a description/],
  ['4: tags', ['tags', 0, 'description'], undefined, /^tag Birds: needs a description/],
  ['4: headers', ['components', 'headers', 'Link', 'description'], undefined, /^header Link: needs a descr/],
  [
    '4: units of properties',
    [...bird('sightings'), 'description'],
    'Sightings.',
    /sightings: .* say of what/,
  ],
  [
    '4: units of parameters',
    [...listBirds, 'parameters', 0, 'description'],
    'Limit.',
    /limit: .* say of what/,
  ],
  ['5: one media type', [...answer, 'content', 'text/csv'], {}, /200: must have one media type/],
  ['5: an answer', [...answer, 'content'], {}, /200: needs content/],
  ['5: one success', [...listBirds, 'responses', '202'], { description: words }, /needs exactly one success/],
  [
    '7: no content on 304',
    [...listBirds, 'responses', '304', 'content'],
    { 'text/plain': {} },
    /304: must not have/,
  ],
  ['7: ETag', [...answer, 'headers', 'ETag'], undefined, /200: GET needs an ETag/],
  ['7: ETag on 304', [...listBirds, 'responses', '304', 'headers', 'ETag'], undefined, /304 needs an ETag/],
  ['7: Link', [...answer, 'headers', 'Link'], undefined, /a list needs a Link/],
  [
    '8: bodies are references',
    [...answer, 'content', 'application/json', 'schema'],
    { type: 'string' },
    /200: body must be a reference/,
  ],
  [
    '8: bodies that are sent',
    [...countText, 'requestBody', 'content'],
    { 'application/json': { schema: { type: 'string' }, example: 'x' } },
    /countText: request body must be a reference/,
  ],
  [
    '13: one example of JSON that is sent',
    [...countText, 'requestBody', 'content'],
    { 'application/json': { schema: { $ref: '#/components/schemas/Bird' }, example: {} } },
    /countText: request body has an example beside that of its component/,
  ],
  ['8: no anonymous object', [...bird('name'), 'type'], 'object', /Bird.name: anonymous object/],
  [
    '8: nothing unused, though it refers to itself',
    schema('Idle'),
    { type: 'array', items: { $ref: '#/components/schemas/Idle' } },
    /components.Idle: is used nowhere/,
  ],
  [
    '8: no header unused',
    ['components', 'headers', 'Idle'],
    { description: words },
    /^header Idle: is used now/,
  ],
  ['8: nothing missing', [...bird('kind'), '$ref'], '#/components/schemas/Cat', /Cat: refers to nothing/],
  ['9: PascalCase', schema('lower'), {}, /^components.lower: name must be PascalCase/],
  ['9: camelCase', bird('Wing_span'), { type: 'string' }, /Bird.Wing_span: property must be camelCase/],
  ['9: named enums', [...bird('name'), 'enum'], ['a', 'b'], /Bird.name: anonymous enum/],
  ['9: distinct values', [...schema('BirdKind'), 'enum', 3], '-Owl', /owl and -Owl become one identifier/],
  ['9: values are words', [...schema('BirdKind'), 'enum', 3], '3', /value 3 must begin with a letter/],
  ['9: distinct components', schema('BIRD'), {}, /^components: Bird and BIRD become one/],
  ['9: distinct properties', bird('nAME'), { type: 'string' }, /components.Bird: name and nAME become one/],
  [
    '9: a limited text',
    bird('sort'),
    { type: 'string', description: words, maxLength: 9 },
    /Bird.sort: generators name it BirdSort, as the component BirdSort/,
  ],
  [
    '9: a one-value enum',
    bird('page'),
    { type: 'string', description: words, enum: ['one'] },
    /Bird.page: generators name it BirdPage, as the component BirdPage/,
  ],
  [
    "9: an operation's own types",
    schema('ListBirdsResponse'),
    { type: 'string' },
    /^listBirds: generators name it ListBirdsResponse, as the component/,
  ],
  [
    '10: no union without discriminator',
    [...schema('Home'), 'discriminator'],
    undefined,
    /^Home: oneOf needs a discriminator/,
  ],
  [
    '10: a whole mapping',
    [...schema('Home'), 'discriminator', 'mapping', 'nest'],
    undefined,
    /^Home: oneOf needs/,
  ],
  ['11: width', [...bird('sightings'), 'format'], undefined, /sightings: integer needs a width/],
  ['11: *At', [...bird('ringedAt'), 'format'], undefined, /ringedAt: \*At must be date-time/],
  [
    '11: EDTF is named',
    bird('edtf'),
    { type: 'string', description: words },
    /edtf: EDTF must be a reference/,
  ],
  [
    '11: EDTF has no pattern',
    schema('Edtf'),
    { type: 'string', pattern: '^x$' },
    /^Edtf: must be a string without/,
  ],
  ['12: open', [...schema('Bird'), 'additionalProperties'], false, /^Bird: must be open/],
  ['12: no readOnly', [...bird('id'), 'readOnly'], true, /Bird.id: must not be readOnly/],
  [
    '12: short patterns',
    [...bird('id'), 'pattern'],
    'x'.repeat(81),
    /Bird.id: has a pattern of more than 80/,
  ],
  [
    '13: on operations',
    [...answer, 'content', 'application/json', 'example'],
    undefined,
    /listBirds.200: needs an example/,
  ],
  [
    '13: on what is sent',
    [...countText, 'requestBody', 'content', 'text/plain', 'example'],
    undefined,
    /countText: request body needs an example/,
  ],
  ['15: licence', ['info', 'license', 'name'], undefined, /^info.license.name: is missing/],
  ['15: contact', ['info', 'contact'], undefined, /^info.contact.name: is missing/],
  ['15: servers', ['servers'], undefined, /^servers: are missing/],
  ['15: security', ['security'], undefined, /^security: must be stated/],
  ['15: security schemes', ['security'], [{ key: [] }], /^security: names key, which no security scheme/],
];

const problem = { schema: { $ref: '#/components/schemas/Problem' } };
const in31: Case[] = [
  [
    '13: on what must be given',
    ['paths', '/v1/birds/{birdId}', 'get', 'parameters', 0, 'schema', 'examples'],
    undefined,
    /getBird.birdId: parameter must be given: it needs an example/,
  ],
  [
    '9: a limited parameter',
    schema('ListBirdsQ'),
    { type: 'string' },
    /^listBirds.q: generators name it ListBirdsQ, as the component/,
  ],
  [
    '6: problems',
    [...listBirds, 'responses', '400', 'content'],
    { 'application/json': problem },
    /listBirds.400: error must be a Problem in application\/problem\+json/,
  ],
  ['6: codes', [...listBirds, 'responses', '400', 'description'], words, /400: must list the codes/],
  [
    '6: known codes',
    [...listBirds, 'responses', '400', 'description'],
    '`no_code`: none',
    /400: lists no_code, which is no ProblemCode/,
  ],
  ['10: anyOf', [...bird('rival'), 'anyOf', 1], { type: 'string' }, /rival: anyOf only for/],
  ['10: allOf', [...bird('kind'), 'allOf'], [{ $ref: '#/components/schemas/BirdKind' }], /kind: allOf only/],
  [
    '10: nullable types',
    [...bird('note'), 'type'],
    ['null', 'string'],
    /note: type must be one name, or one and/,
  ],
  ['13: on schemas', [...schema('Bird'), 'examples'], undefined, /^components.Bird: has no example/],
  ['13: that fit', [...schema('Bird'), 'examples'], [{ id: 1 }], /^components.Bird: example does not fit/],
  ['14: nothing of 3.0', [...bird('name'), 'nullable'], true, /Bird.name: has a keyword of 3.0/],
];

const in30: Case[] = [
  ['14: ranges', [...listBirds, 'responses', 'default'], { description: words }, /must list error statuses/],
  ['14: only ranges', [...listBirds, 'responses', '404'], { description: words }, /must have 4XX and 5XX/],
  ['14: foreign keywords', [...bird('name'), 'dependentRequired'], {}, /dependentRequired is foreign to 3.0/],
  [
    '14: foreign bounds',
    [...bird('sightings'), 'exclusiveMinimum'],
    1,
    /exclusiveMinimum must be true or false/,
  ],
  ['14: one type', [...bird('name'), 'type'], ['string', 'null'], /Bird.name: type must be one name in 3.0/],
  ['14: nothing beside references', [...bird('kind'), 'description'], words, /kind: \$ref must stand alone/],
  ['14: webhooks', ['webhooks'], {}, /^webhooks: is foreign to 3.0/],
  ['14: licence', ['info', 'license', 'identifier'], 'MIT', /^info.license.identifier: is foreign/],
];

describe.each([
  ['3.1', [...inBoth, ...in31]],
  ['3.0', [...inBoth, ...in30]],
] as const)('in %s, the rules tell a fault against', (version, cases) => {
  it.each(cases)('%s', (_, place, value, violation) => {
    const told = checkDocument(withFault(documents[version], place, value));
    expect(told).toContainEqual(expect.stringMatching(violation));
  });
});
