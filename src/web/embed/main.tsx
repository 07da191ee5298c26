import { render } from 'preact';
import { startAtLocation, stayInPlace } from '../state/navigation.ts';
import { setLocale } from '../time/locale.ts';
import { Embed } from './embed.tsx';
import { openOutside, tellHeight } from './frame.ts';

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  stayInPlace();
  await startAtLocation();
  openOutside(root);
  root.replaceChildren();
  render(<Embed />, root);
  tellHeight(document.body);
  document.documentElement.dataset.ready = 'true';
}
