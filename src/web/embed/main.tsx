import { render } from 'preact';
import { placeOf, startAt, stayInPlace } from '../state/navigation.ts';
import { setLocale } from '../time/locale.ts';
import { Embed } from './embed.tsx';
import { openOutside, tellHeight } from './frame.ts';

/** Longest time to check an address before the page is shown without the check. */
const checkMs = 2_000;

const root = document.getElementById('app');
if (root !== null) {
  setLocale(navigator.languages);
  stayInPlace();
  startAt(await placeOf(location.search, AbortSignal.timeout(checkMs)));
  openOutside(root);
  root.replaceChildren();
  render(<Embed />, root);
  tellHeight(document.body);
  document.documentElement.dataset.ready = 'true';
}
