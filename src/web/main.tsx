import { render } from 'preact';
import { App } from './app.tsx';

const root = document.getElementById('app');
if (root !== null) {
  // What the server wrote for who runs no scripts has done its part.
  root.replaceChildren();
  render(<App />, root);
  document.documentElement.dataset.ready = 'true';
}
