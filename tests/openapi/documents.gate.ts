import { describe, expect, test } from 'vitest';
import { withFault } from '../helpers/with-fault.ts';
import { documents } from './documents.ts';
import { redocly, seriousme, spectral, swaggerParser, type Tool } from './tools.ts';

/** Rule 1: the documents are valid, and no linter has anything to say. */

type Fault = { name: string; place: (string | number)[]; value?: string | number | object };
const event = ['components', 'schemas', 'Event'];
const listEvents = ['paths', '/v1/events', 'get'];

const gates: { name: string; tool: Tool; faults: [Fault, RegExp][] }[] = [
  {
    name: 'is valid for @seriousme/openapi-schema-validator',
    tool: seriousme,
    faults: [
      [
        { name: 'an answer without description', place: [...listEvents, 'responses', '200', 'description'] },
        /./,
      ],
      [{ name: 'a path without slash', place: ['paths', 'v1/events'], value: {} }, /./],
    ],
  },
  {
    name: 'is valid for @apidevtools/swagger-parser',
    tool: swaggerParser,
    faults: [
      [{ name: 'no title', place: ['info', 'title'] }, /title/],
      [
        {
          name: 'a reference to nothing',
          place: [...event, 'properties', 'type', '$ref'],
          value: '#/components/schemas/Nothing',
        },
        /Nothing/,
      ],
    ],
  },
  {
    name: 'is clean for Redocly, recommended-strict',
    tool: redocly,
    faults: [
      [{ name: 'no summary', place: [...listEvents, 'summary'] }, /^operation-summary/],
      [
        {
          name: 'an unused component',
          place: ['components', 'schemas', 'Unused'],
          value: { type: 'string' },
        },
        /^no-unused-components .*Unused/,
      ],
      [
        {
          name: 'an example that does not fit',
          place: [...event, 'properties', 'claimCount'],
          value: { type: 'boolean' },
        },
        /^no-invalid-(media-type|schema)-examples/,
      ],
    ],
  },
  {
    name: 'is clean for Spectral, oas all',
    tool: spectral,
    faults: [
      [
        { name: 'a tag that is not declared', place: [...listEvents, 'tags', 0], value: 'Nope' },
        /^operation-tag-defined/,
      ],
      [{ name: 'no description', place: [...listEvents, 'description'] }, /^operation-description/],
      [{ name: 'no licence', place: ['info', 'license'] }, /^info-license/],
    ],
  },
];

describe.each(['3.1', '3.0'] as const)('the %s document', (version) => {
  for (const { name, tool, faults } of gates) {
    test(name, async () => {
      expect(await tool(documents[version])).toEqual([]);
    });
    test.each(faults)(`${name}, and would not be with $name`, async ({ place, value }, expected) => {
      const found = await tool(
        withFault(documents[version], place, value && JSON.parse(JSON.stringify(value))),
      );
      expect(found).toContainEqual(expect.stringMatching(expected));
    });
  }
});
