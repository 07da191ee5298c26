import { rangeWords, termWords } from '../time/words.ts';
import type { Address } from './address.ts';

/** Composes the title of the page: the open record or the view, then the dataset. */

export type TitleParts = {
  record: string;
  view: string;
  site: string;
  /** A sentence about what is shown, for those who list or preview the page. */
  about: string;
};

export const titleOf = ({ record, view, site }: Readonly<Omit<TitleParts, 'about'>>): string =>
  [...new Set([shortened(record || view), site, 'Claimline'])].filter((part) => part !== '').join(' · ');

/** Characters of a title. A claim is titled by its statement, which may have many paragraphs. */
const longest = 500;

/** Returns a text on one line. A long one ends before the word that would be too long. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest).replace(/\s\S*$/, '')}…` : line;
}

/** Returns the window and the filters of a view in words: `March 2024, statement, contested`. */
export function viewWords({ from, to, match, filters }: Address): string {
  const window =
    from === undefined && to === undefined ? [] : [from === to ? from : rangeWords(from ?? null, to ?? null)];
  const chosen = Object.entries(filters).flatMap(([name, value]): string[] => {
    if (typeof value === 'boolean') return [value ? termWords(name) : `not ${termWords(name)}`];
    if (name === 'q') return [`“${value}”`];
    return [value].flat().map((each) => termWords(String(each)));
  });
  return [...window, ...(match === 'certain' ? ['certainly'] : []), ...chosen]
    .flatMap((each) => each ?? [])
    .join(', ');
}
