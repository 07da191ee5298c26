import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveTime } from '../../src/domain/time/fuzzy-time.ts';
import type { Cited } from '../../src/web/share/citation.ts';
import { cslDate, exactDate } from '../../src/web/share/date.ts';
import { asBibtex, asCsl, asRis, asText } from '../../src/web/share/formats.ts';

/** Citations of records, in each format. */

type Written = Parameters<typeof resolveTime>[0];
const time = (edtf: string, more: Partial<Written> = {}) => resolveTime({ edtf, ...more } as Written);

const event: Cited = {
  kind: 'event',
  id: 'warning.1',
  title: 'A "warning" of 50% & more {sic}',
  cslType: 'entry',
  authors: [],
  issued: '2026-01-02',
  time: time('[2024-02-11..2024-02-20]', { text: 'mid-February', extent: 'one_of' }),
  datasets: ['Attack, March 2024 (CC0-1.0)'],
  version: '3',
  url: 'https://a.example/?event=warning.1',
  here: 'https://a.example/?event=warning.1',
  notes: [],
  accessed: '2026-12-01',
};
const source: Cited = {
  ...event,
  kind: 'source',
  id: 'wire',
  title: 'Wire report',
  cslType: 'article-newspaper',
  authors: ['Ana Ng', 'The Desk'],
  issued: time('2024-03'),
  time: null,
  url: 'https://wire.example/a_b',
  notes: ['Described at https://a.example/?source=wire'],
};

describe('a date is no more exact than it is known to be:', () => {
  it.each([
    ['2024-03-22', {}, { 'date-parts': [[2024, 3, 22]] }, '2024-03-22'],
    ['2024-03', {}, { 'date-parts': [[2024, 3]] }, '2024-03'],
    ['0476', {}, { 'date-parts': [[476]] }, '0476'],
    ['2024-03-22T20:00Z', {}, { 'date-parts': [[2024, 3, 22]] }, '2024-03-22'],
    ['1984~', {}, { 'date-parts': [[1984]], circa: true }, undefined],
    [
      '2024-03/2024-05',
      { extent: 'throughout' },
      {
        'date-parts': [
          [2024, 3],
          [2024, 5],
        ],
      },
      undefined,
    ],
    ['2024-03/2024-05', { extent: 'point_within' }, { literal: expect.any(String) }, undefined],
    ['-0043-03-15', {}, { literal: expect.any(String) }, undefined],
    ['0000', {}, { literal: expect.any(String) }, undefined],
    ['2024-21', {}, { literal: expect.any(String) }, undefined],
    ['199X', {}, { literal: expect.any(String) }, undefined],
    ['2024-03-2X', {}, { literal: expect.any(String) }, undefined],
    ['[2024-02-11..2024-02-20]', {}, { literal: expect.any(String) }, undefined],
    ['../2024', {}, { literal: expect.any(String) }, undefined],
    ['2004-06~-11', {}, { literal: expect.any(String) }, undefined],
  ] as const)('%s %o', (edtf, more, csl, exact) => {
    expect(cslDate(time(edtf, more))).toEqual(csl);
    expect(exactDate(time(edtf, more))).toBe(exact);
  });
});

it('is a text with dataset, licence, version, address and day', () => {
  expect(asText(event)).toBe(
    '“A "warning" of 50% & more {sic}” (mid-February 2024). Attack, March 2024 (CC0-1.0), event “warning.1”, version 3 of 2026-01-02. https://a.example/?event=warning.1 (accessed 2026-12-01).',
  );
  expect(asText(source)).toBe(
    'Ana Ng, The Desk: “Wire report” (2024-03). Described at https://a.example/?source=wire. Attack, March 2024 (CC0-1.0), source “wire”, version 3. https://wire.example/a_b (accessed 2026-12-01).',
  );
});

it('is BibTeX whose signs TeX does not take for commands', () => {
  expect(asBibtex(event)).toBe(`@misc{event-warning.1,
  title = {{A "warning" of 50\\% \\& more \\textbraceleft{}sic\\textbraceright{}}},
  year = {2026},
  month = {1},
  howpublished = {Attack, March 2024 (CC0-1.0)},
  url = {https://a.example/?event=warning.1},
  urldate = {2026-12-01},
  note = {Time of the event: mid-February 2024. event “warning.1”, version 3 of 2026-01-02}
}
`);
  expect(asBibtex(source)).toContain(
    '  author = {{Ana Ng} and {The Desk}},\n  year = {2024},\n  month = {3},\n',
  );
  expect(asBibtex({ ...source, issued: time('1984~') })).toContain(`  year = {${time('1984~').display}},\n`);
});

it('is RIS, one tag a line, that ends its record', () => {
  expect(asRis(source)).toBe(
    [
      'TY  - NEWS',
      'ID  - wire',
      'TI  - Wire report',
      'AU  - Ana Ng',
      'AU  - The Desk',
      'PY  - 2024',
      'DA  - 2024/03//',
      'T2  - Attack, March 2024 (CC0-1.0)',
      'ET  - Version 3',
      'UR  - https://wire.example/a_b',
      'Y2  - 2026/12/01/',
      'N1  - Described at https://a.example/?source=wire',
      'ER  - ',
      '',
    ].join('\r\n'),
  );
  expect(asRis({ ...source, issued: time('1984~') })).toContain(`\r\nDA  - ///${time('1984~').display}\r\n`);
});

it('is CSL-JSON with the time of the event beside the day of the version', () => {
  expect(JSON.parse(asCsl(event))).toEqual([
    {
      id: 'event-warning.1',
      type: 'entry',
      title: event.title,
      issued: { 'date-parts': [[2026, 1, 2]] },
      'event-date': { literal: 'mid-February 2024' },
      'container-title': 'Attack, March 2024 (CC0-1.0)',
      version: '3',
      URL: event.url,
      accessed: { 'date-parts': [[2026, 12, 1]] },
    },
  ]);
});

it('stays one record of its format, whatever the texts hold', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      'é',
      'ش',
      '{',
      '}',
      '\\',
      '"',
      '%',
      '~',
      '^',
      '$',
      '&',
      '#',
      '_',
      '\n',
      '\r',
      'ER  - ',
      ' ',
    ),
  });
  fc.assert(
    fc.property(text, text, (title, author) => {
      const cited = { ...source, title, authors: [author] };
      const bare = asBibtex(cited);
      let depth = 0;
      for (const sign of bare.trimEnd().slice(0, -1)) {
        if (sign === '{') depth += 1;
        if (sign === '}') depth -= 1;
        expect(depth > 0 || !bare.startsWith('@misc{') || sign !== '}').toBe(true);
      }
      expect(depth).toBe(1);
      const lines = asRis(cited).split('\r\n').slice(0, -1);
      for (const line of lines) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- [^\r\n]*$/);
      expect(lines.filter((line) => line.startsWith('ER'))).toHaveLength(1);
      expect(JSON.parse(asCsl(cited))[0].title).toBe(title);
    }),
  );
});
