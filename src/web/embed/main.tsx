import { render } from 'preact';
import { startAtLocation, stayInPlace } from '../state/navigation.ts';
import { setLocale } from '../time/locale.ts';
import { Embed } from './embed.tsx';
import { heightOf, openOutside, tellHeight } from './frame.ts';

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  stayInPlace();
  const { height, faults, search } = heightOf(location.search);
  await startAtLocation(search, faults);
  if (height !== undefined) document.body.style.height = `${height}px`;
  openOutside(root);
  root.replaceChildren();
  render(<Embed />, root);
  tellHeight(document.body);
  document.documentElement.dataset.ready = 'true';
}
