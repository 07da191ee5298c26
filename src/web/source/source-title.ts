import type { Source } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';

/** What to call a source: its title, or what is known of one that has none. */
export const sourceTitle = (source: Pick<Source, 'title' | 'type' | 'publishedAt'>): string =>
  source.title ??
  `Untitled ${termWords(source.type)}${source.publishedAt === null ? '' : `, ${timeWords(source.publishedAt)}`}`;
