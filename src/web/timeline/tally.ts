import type { Match } from '../state/address.ts';
import { countWords, numberWords } from '../time/words.ts';
import type { InView } from './data.ts';

/** Tells what the count beside the window is: true, of the window before, on its way, or not to be had. */
export type Tally = 'current' | 'moved' | 'counting' | 'failed';

/** How many events are in view, in words. */
export function tallyWords({ count, counts, content }: InView, match: Match): string {
  if (content.kind === 'events' && content.beyond > 0) {
    return `${numberWords(count - content.beyond)} of ${countWords(count, 'event')} drawn`;
  }
  if (content.kind === 'events' || counts === undefined) return countWords(count, 'event');
  const { possible, underWay, certain } = counts;
  const words =
    match === 'certain'
      ? `${numberWords(certain)} certainly here, whole`
      : `${numberWords(possible)} possibly here, ${numberWords(underWay)} certainly`;
  return `${words}. Open a bar, or zoom in, to see each.`;
}
