import { render } from 'preact';
import { App } from './app.tsx';
import { followHistory, startAtLocation } from './state/navigation.ts';
import { followScrolling } from './state/scroll.ts';
import { setLocale } from './time/locale.ts';

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  await startAtLocation();
  followHistory();
  followScrolling();
  // The page as the server drew it is for browsers without scripts.
  root.replaceChildren();
  render(<App />, root);
  document.documentElement.dataset.ready = 'true';
}
