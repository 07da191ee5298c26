import { hash } from 'node:crypto';

/** Letters of an id that come from the text, so that people recognise it. */
const readableMaxChars = 60;

/**
 * Returns an id for a text that is not a valid id: its letters and digits, and a hash of the whole text, so that two texts never
 * get one id, and one text has the same id in every table. `SYR 2013/1` becomes `syr-2013-1-` and ten hex digits.
 */
export function madeId(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, readableMaxChars)
    .replace(/-$/, '');
  const digits = hash('sha256', text, 'hex').slice(0, 10);
  return letters === '' ? digits : `${letters}-${digits}`;
}
