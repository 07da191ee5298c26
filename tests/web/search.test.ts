import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml } from '../../src/domain/html.ts';
import { markedParts } from '../../src/web/search/marked.ts';

it('takes the texts of search results apart at their marks, whatever they hold', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '&', '<', '>', '"', "'", ';', 'lt', 'amp') });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (pairs) => {
      const html = pairs
        .map(([plain, found]) => `${escapeHtml(plain)}<mark>${escapeHtml(found)}</mark>`)
        .join('');
      expect(markedParts(html)).toEqual([...pairs.flat(), '']);
    }),
  );
});
