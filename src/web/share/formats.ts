import type { Cited } from './citation.ts';
import { cslDate, dateText, exactDate } from './date.ts';

/** Writes citations: as text, for BibTeX, for reference managers (RIS), and for citation processors (CSL-JSON). */

const versionWords = ({ kind, id, version, issued }: Cited): string =>
  version === null
    ? `${kind} “${id}”`
    : `${kind} “${id}”, version ${version}${kind === 'source' || issued === null ? '' : ` of ${dateText(issued)}`}`;

const about = ({ kind, time }: Cited): string | undefined =>
  time === null ? undefined : `${kind === 'claim' ? 'Said' : 'Time of the event'}: ${dateText(time)}`;

export function asText(cited: Cited): string {
  const { authors, title, kind, issued, time, datasets, url, accessed, notes } = cited;
  const when = kind === 'source' ? issued : time;
  const by = authors.length === 0 ? '' : `${authors.join(', ')}: `;
  const name = `${by}“${title}”${when === null ? '' : ` (${kind === 'claim' ? 'said ' : ''}${dateText(when)})`}.`;
  const said = notes.map((note) => `${note}.`);
  const where = [datasets.join('; '), versionWords(cited)].filter((part) => part !== '').join(', ');
  return [name, ...said, `${where}.`, `${url} (accessed ${accessed}).`].join(' ');
}

const special: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  // BibTeX counts braces even after a backslash.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
};
/** Escapes the characters that TeX reads as commands, and parts those that it would join, as `--` to a dash. */
const tex = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\~^{}$&#%_]/g, (sign) => special[sign] ?? `\\${sign}`)
    .replaceAll(/(?<=-)-|(?<=`)`|(?<=')'/g, '{}$&');

export function asBibtex(cited: Cited): string {
  const { kind, id, title, authors, issued, datasets, url, accessed, notes } = cited;
  const date = issued === null ? accessed : exactDate(issued);
  const [year, month] = date?.split('-') ?? [];
  const said = [about(cited), ...notes, versionWords(cited)].filter((each) => each !== undefined);
  const fields: [string, string | undefined][] = [
    // Double braces keep capitals, and keep the name of an organisation whole.
    ['title', `{${tex(title)}}`],
    ['author', authors.length === 0 ? undefined : authors.map((name) => `{${tex(name)}}`).join(' and ')],
    ['year', year ?? (issued === null ? undefined : tex(dateText(issued)))],
    ['month', month === undefined ? undefined : String(Number(month))],
    ['howpublished', tex(datasets.join('; '))],
    ['url', url.replaceAll(/[{}\\ ]/g, (sign) => encodeURIComponent(sign))],
    ['urldate', accessed],
    ['note', tex(said.join('. '))],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}}`]));
  return `@misc{${kind}-${id.replaceAll(/[^\w.:-]/g, '-')},\n${lines.join(',\n')}\n}\n`;
}

const risTypes: Record<string, string> = {
  entry: 'DATA',
  'article-newspaper': 'NEWS',
  post: 'ELEC',
  report: 'RPRT',
  motion_picture: 'VIDEO',
  graphic: 'ART',
  dataset: 'DATA',
};

export function asRis(cited: Cited): string {
  const { id, title, cslType, authors, issued, datasets, version, url, accessed, notes } = cited;
  const slashed = (date: string) => [...date.split('-'), '', ''].slice(0, 3).join('/');
  const exact = issued === null ? undefined : exactDate(issued);
  const lines: [string, string | undefined][] = [
    ['TY', risTypes[cslType] ?? 'GEN'],
    ['ID', id],
    ['TI', title],
    ...authors.map((name): [string, string] => ['AU', name]),
    ['PY', exact?.slice(0, 4)],
    // RIS: year/month/day/other, where the last part is free text.
    [
      'DA',
      exact === undefined ? (issued === null ? undefined : `///${dateText(issued)}`) : `${slashed(exact)}/`,
    ],
    ['T2', datasets.join('; ')],
    ['ET', version === null ? undefined : `Version ${version}`],
    ['UR', url],
    ['Y2', `${slashed(accessed)}/`],
    // Many readers leave out a date in words.
    ['N1', issued === null || exact !== undefined ? undefined : `Date: ${dateText(issued)}`],
    ...[about(cited), ...notes].map((note): [string, string | undefined] => ['N1', note]),
    ['ER', ''],
  ];
  const written = lines.flatMap(([tag, value]) =>
    value === undefined ? [] : [`${tag}  - ${value.replaceAll(/\s+/g, ' ')}`],
  );
  return `${written.join('\r\n')}\r\n`;
}

export function asCsl(cited: Cited): string {
  const { kind, id, title, cslType, authors, issued, time, datasets, version, url, accessed, notes } = cited;
  const item = {
    id: `${kind}-${id}`,
    type: cslType,
    title,
    ...(authors.length === 0 ? {} : { author: authors.map((literal) => ({ literal })) }),
    ...(issued === null ? {} : { issued: cslDate(issued) }),
    ...(time === null ? {} : { 'event-date': cslDate(time) }),
    'container-title': datasets.join('; '),
    ...(version === null ? {} : { version }),
    URL: url,
    accessed: cslDate(accessed),
    ...(notes.length === 0 ? {} : { note: notes.join('. ') }),
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
