import { render } from 'preact';
import { App } from './app.tsx';
import { followHistory, placeOf, startAt } from './state/navigation.ts';
import { followScrolling } from './state/scroll.ts';
import { setLocale } from './time/locale.ts';

/** Longest time to check an address before the page is shown without the check. */
const checkMs = 2_000;

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  startAt(await placeOf(location.search, AbortSignal.timeout(checkMs)));
  followHistory();
  followScrolling();
  // The page as the server drew it is for browsers without scripts.
  root.replaceChildren();
  render(<App />, root);
  document.documentElement.dataset.ready = 'true';
}
