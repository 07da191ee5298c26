import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formFor } from '../../../src/http/compression.ts';
import { finish, inForm } from '../../../src/http/finished.ts';
import { defineRoute, Pieces } from '../../../src/http/route.ts';

/** The octets of a response as they are sent. */

const route = defineRoute({
  method: 'GET',
  path: '/v1/words',
  operationId: 'getWords',
  tag: 'Words',
  summary: 'Words',
  description: 'Answers words.',
  response: { schema: z.string(), description: 'Words.' },
  errors: [],
  handle: () => ({ body: '' }),
});

/** Texts and octets from the shortest to longer than what is written together with the header. */
const piece = fc
  .tuple(fc.string({ unit: 'binary' }), fc.constantFrom(1, 300, 20_000), fc.boolean())
  .map(([text, times, isText]) => (isText ? text.repeat(times) : Buffer.from(text.repeat(times))));

it('sends pieces as it sends the same octets in one', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      const whole = Buffer.concat(pieces.map((each) => Buffer.from(each)));
      const one = finish({ body: whole }, route, []);
      const several = finish({ body: new Pieces(...pieces) }, route, []);
      expect(several.headers).toEqual(one.headers);
      expect(several.tag).toBe(one.tag);
      expect(several.body.bytes).toBe(whole.length);
      const octets = several.body.octets.map((each) =>
        typeof each === 'string' ? Buffer.from(each, 'latin1') : each,
      );
      expect(Buffer.concat(octets).equals(whole)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('compresses nothing for a client that has the compressed form', async () => {
  const finished = finish({ body: 'word '.repeat(1000) }, route, ['vary', 'Accept-Encoding']);
  const form = formFor('gzip');
  const whole = await inForm(finished, form, '"other"');
  expect(whole).toMatchObject({ body: { bytes: expect.any(Number) } });
  const headersWithoutContent = ['vary', 'Accept-Encoding', 'etag', whole.tag];
  expect(await inForm(finished, form, whole.tag)).toEqual({ tag: whole.tag, headersWithoutContent });
});

it('compresses a constant answer once', async () => {
  const constant = finish({ body: 'word '.repeat(1000), isConstant: true }, route, []);
  const form = formFor('zstd');
  expect(await inForm(constant, form, undefined)).toBe(await inForm(constant, form, undefined));
});
