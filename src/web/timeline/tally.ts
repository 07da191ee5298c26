import type { Match } from '../state/address.ts';
import { countWords, numberWords } from '../time/words.ts';
import type { InView } from './data.ts';

/** State of the count beside the window: it is right, is that of the window before, is loading, or has failed. */
export type Tally = 'current' | 'moved' | 'counting' | 'failed';

/** Returns the number of events in view in words. */
export function tallyWords({ count, counts, content }: InView, match: Match): string {
  if (content.kind === 'events' || counts === undefined) return countWords(count, 'event');
  const { possible, underWay, certain } = counts;
  return match === 'certain'
    ? `${numberWords(certain)} certainly here, whole`
    : `${numberWords(possible)} possibly here, ${numberWords(underWay)} certainly`;
}
