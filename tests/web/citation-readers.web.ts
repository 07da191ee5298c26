import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { resolveTime } from '../../src/domain/time/fuzzy-time.ts';
import type { Cited } from '../../src/web/share/citation.ts';
import { asBibtex, asCsl, asRis } from '../../src/web/share/formats.ts';
import { load } from '../helpers/installed.ts';

/** Citations as the readers of another project understand them. */

type Read = {
  title: string;
  author?: { family?: string; literal?: string }[];
  /** The reader's field for the author of a news article in RIS. */
  reporter?: string[];
  issued?: { 'date-parts': number[][] } | { literal: string };
  URL: string;
  note?: string;
};
let Reader: new (text: string) => { data: Read[] };
beforeAll(async () => {
  ({ Cite: Reader } = await load<{ Cite: typeof Reader }>('web', '@citation-js/core'));
  await load('web', '@citation-js/plugin-bibtex');
  await load('web', '@citation-js/plugin-ris');
});

const cited = (title: string, more: Partial<Cited> = {}): Cited => ({
  kind: 'source',
  id: 'wire',
  title,
  cslType: 'article-newspaper',
  authors: ['Ana Ng', title],
  issued: resolveTime({ edtf: '2024-03' }),
  time: null,
  datasets: ['Attack (CC0-1.0)'],
  version: '3',
  url: 'https://wire.example/?q=a_b~c%20d#e&f',
  here: 'https://a.example/?source=wire',
  notes: [`Denied by 2 actors: “${title}”`],
  accessed: '2026-12-01',
  ...more,
});

const formats = [
  ['BibTeX', asBibtex],
  ['RIS', asRis],
  ['CSL-JSON', asCsl],
] as const;

const authorsOf = ({ author, reporter = [] }: Read) =>
  author?.map(({ family, literal }) => family ?? literal) ?? reporter;

it.each(formats)('%s comes back with the same words, whatever they hold', (_, write) => {
  const words = fc
    .array(
      fc.constantFrom(
        ...['a', 'é', 'تنظيم', '北京', '{', '}', '\\', '"', "'", '`', '%', '~', '^', '$', '&', '#', '_'],
        ...[
          '-',
          '–',
          '“',
          '(',
          ')',
          ',',
          ';',
          '=',
          '@',
          ' and ',
          '\\textbf{x}',
          '\u2068',
          '?',
          '!',
          '<',
          '>',
        ],
      ),
      { minLength: 1, maxLength: 12 },
    )
    // Spaces at the ends do not count in any of the formats, and several spaces count as one.
    .map((pieces) => `x${pieces.join('').replaceAll(/ +/g, ' ')}x`);
  fc.assert(
    fc.property(words, (title) => {
      const { data } = new Reader(write(cited(title)));
      expect(data).toHaveLength(1);
      const [read] = data as [Read];
      expect(read.title).toBe(title);
      expect(authorsOf(read)).toEqual(['Ana Ng', title]);
      expect(read.note).toContain(`Denied by 2 actors: “${title}”`);
      expect(read.URL).toBe('https://wire.example/?q=a_b~c%20d#e&f');
    }),
  );
});

it.each([
  ['2024-03', { 'date-parts': [[2024, 3]] }],
  ['0476', { 'date-parts': [[476]] }],
  ['-0043-03-15', { literal: '15 March 44 BCE' }],
])('a date of publication %s is understood as it is known', (edtf, issued) => {
  const source = cited('Annals', { issued: resolveTime({ edtf }) });
  const read = (text: string) => new Reader(text).data[0] as Read;
  expect(read(asCsl(source)).issued).toEqual(issued);
  expect(read(asBibtex(source)).issued).toEqual(issued);
  const ris = read(asRis(source));
  // RIS tells other dates than those of our era in words only.
  if ('literal' in issued) expect(ris.note).toContain(`Date: ${issued.literal}`);
  else expect(ris.issued).toEqual({ 'date-parts': [issued['date-parts'][0]?.slice(0, 1)] });
});
