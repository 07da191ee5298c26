import type { claimline } from '../state/api.ts';
import { countWords, numberWords } from '../time/words.ts';

type ClaimsPage = Pick<Awaited<ReturnType<typeof claimline.listClaims>>, 'data' | 'page'>;

/** Says how many claims of a list are shown, and of how many. */
export function ShownClaims({ pages }: { pages: readonly ClaimsPage[] }) {
  const count = pages[0]?.page.count;
  if (count === undefined) return null;
  const shown = pages.reduce((sum, { data }) => sum + data.length, 0);
  const about = count.basis === 'estimate' ? 'about ' : '';
  const isUndated = pages.some(({ data }) => data.some(({ madeAt }) => madeAt === null));
  return (
    <p class="why" aria-live="polite">
      {count.total > shown
        ? `${numberWords(shown)} of ${about}${countWords(count.total, 'claim')}, in order of time${isUndated ? ', those of unknown time last' : ''}`
        : countWords(shown, 'claim')}
    </p>
  );
}
