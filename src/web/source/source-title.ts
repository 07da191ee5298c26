import type { Source } from '../state/schemas.ts';
import { termWords, timeWords } from '../time/words.ts';

/** Returns the title of a source, or its type and date if it has none. */
export const sourceTitle = (source: Pick<Source, 'title' | 'type' | 'publishedAt'>): string =>
  source.title ??
  `Untitled ${termWords(source.type)}${source.publishedAt === null ? '' : `, ${timeWords(source.publishedAt)}`}`;
