import { fileURLToPath } from 'node:url';
import { startApi } from '../helpers/api.ts';
import setup from './setup.ts';
import { visitExplorer } from './visit.ts';

/** `npm run screenshots`: pictures of the main views for the README, from the seed. */

const pictures = [
  {
    name: 'timeline',
    path: '/?from=2024-03-18&to=2024-03-31',
    there: '.drawing a.event',
    width: 1280,
    height: 860,
  },
  {
    name: 'dispute',
    path: '/?dispute=144936124f2199a14c79d7678415389c&from=2024-03-18&to=2024-03-31',
    there: '.panel .sides',
    width: 1440,
    height: 900,
  },
  {
    name: 'actor-dark',
    path: '/?actor=isis&from=2024-03-18&to=2024-03-31',
    there: '.panel .tree',
    width: 1280,
    height: 800,
    colorScheme: 'dark',
  },
  {
    name: 'phone',
    path: '/?from=2024-03-18&to=2024-03-31',
    there: '.drawing a.event',
    width: 390,
    height: 844,
  },
] as const;

await setup();
const api = await startApi();
for (const picture of pictures) {
  const { name, path, there, width, height } = picture;
  const options = {
    viewport: { width, height },
    ...('colorScheme' in picture ? { colorScheme: picture.colorScheme } : {}),
  };
  const visit = await visitExplorer(api, path, options);
  await visit.page.locator(there).first().waitFor();
  await visit.page.evaluate('document.fonts.ready.then(() => undefined)');
  const file = fileURLToPath(new URL(`./screenshots/${name}.png`, import.meta.url));
  await visit.page.screenshot({ path: file });
  process.stdout.write(`${file}\n`);
  await visit.close();
}
await api.close();
