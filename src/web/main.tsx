import { render } from 'preact';
import { App } from './app.tsx';
import { setLocale } from './time/locale.ts';

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  // What the server wrote for who runs no scripts has done its part.
  root.replaceChildren();
  render(<App />, root);
  document.documentElement.dataset.ready = 'true';
}
