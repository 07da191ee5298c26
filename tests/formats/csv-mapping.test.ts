import { expect, it } from 'vitest';
import { parseMapping } from '../../src/formats/csv-mapping.ts';

it('reads columns, constants and values', () => {
  const mapping = {
    columns: { a: 'id', b: null },
    constants: { type: 'protest' },
    values: { type: { x: null } },
  };
  expect(parseMapping(JSON.stringify(mapping))).toEqual(mapping);
  expect(parseMapping('{}')).toEqual({});
});

it.each([
  ['{', 'is not JSON at line 1, column 2: Expected property name'],
  ['sep=;\nid', /^is not JSON at line 1, column 1: Unexpected token 's'$/],
  ['[]', 'is no mapping such as {"columns":'],
  ['{"column":{"a":"id"}}', 'has no property "column" (did you mean "columns"?)'],
  ['{"columns":{"a":1}}', 'columns.a must be a text; got 1'],
  ['{"columns":{"a":"id","a":"type"}}', 'must be given once'],
])('says what is wrong with %s', (text, message) => {
  expect(() => parseMapping(text)).toThrow(message);
});
