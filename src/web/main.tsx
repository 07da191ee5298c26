import { render } from 'preact';
import { App } from './app.tsx';
import { followHistory, placeOf, startAt } from './state/navigation.ts';
import { followScrolling } from './state/scroll.ts';
import { setLocale } from './time/locale.ts';

/** An address is looked at no longer than this before the page shows what it says. */
const checkMs = 2_000;

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  startAt(await placeOf(location.search, AbortSignal.timeout(checkMs)));
  followHistory();
  followScrolling();
  // What the server wrote for who runs no scripts has done its part.
  root.replaceChildren();
  render(<App />, root);
  document.documentElement.dataset.ready = 'true';
}
