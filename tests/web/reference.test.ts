import fc from 'fast-check';
import { expect, it } from 'vitest';
import { curlOf, requestPath } from '../../src/web/reference/request.ts';

/** Requests that the forms of the API reference send. */

const field = (name: string, value: string, several = false) => ({ name, in: 'query', several, value });

it('leaves out empty fields, and repeats a field of several values', () => {
  const fields = [field('q', ' a b '), field('from', ''), field('type', 'attack, battle,', true)];
  expect(requestPath('/v1/events', fields)).toBe('/v1/events?q=a+b&type=attack&type=battle');
  expect(requestPath('/v1/events', [field('bbox', '36,55,38,56.5')])).toBe('/v1/events?bbox=36,55,38,56.5');
});

it('puts any value into the path as one part of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      const path = requestPath('/v1/events/{eventId}/claims', [
        { name: 'eventId', in: 'path', several: false, value },
      ]);
      const parts = path.split('/');
      expect(parts).toHaveLength(5);
      expect(decodeURIComponent(parts[3] ?? '')).toBe(value.trim());
    }),
  );
});

it('quotes a command for the shell', () => {
  expect(curlOf('GET', "http://a/it's", undefined)).toBe("curl 'http://a/it'\\''s'");
  expect(curlOf('POST', 'http://a/', { type: 'text/plain', text: 'x' })).toBe(
    "curl -X POST 'http://a/' -H 'Content-Type: text/plain' --data-binary 'x'",
  );
});
