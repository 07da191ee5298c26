import type { Match } from '../state/address.ts';
import { countWords, numberWords } from '../time/words.ts';
import type { InView } from './data.ts';

/** How many events are in view, in words. */
export function tallyWords({ count, counts, content, beyond }: InView, match: Match): string {
  if (beyond !== undefined) {
    return `${numberWords(count - beyond.count)} of ${countWords(count, 'event')} drawn`;
  }
  if (content.kind === 'events' || counts === undefined) return countWords(count, 'event');
  const { possible, underWay, certain } = counts;
  const words =
    match === 'certain'
      ? `${numberWords(certain)} certainly here, whole`
      : `${numberWords(possible)} possibly here, ${numberWords(underWay)} certainly`;
  return `${words}. Zoom in to see each.`;
}
