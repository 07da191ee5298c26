import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { smallWorld } from '../http/api/small-world.ts';
import { openBrowser, type Visit } from './browser.ts';
import { endVisit, visitExplorer } from './visit.ts';

/** The explorer as a test has it open: one visit a test, which ends with the test and is held to what every visit is. */

type Options = Parameters<typeof openBrowser>[0];

/** Servers that stand for all tests of a file: over the seed, and over the small invented world. */
export let seed: Api;
export let small: Api;
/** The open page, and the server that sent it. */
export let visit: Visit;
export let api: Api;

/** To be called once in a file: starts the servers before its tests, and ends each test's visit. */
export function serveExplorer(): void {
  beforeAll(async () => {
    seed = await startApi();
    small = await startApi(smallWorld);
  });
  afterAll(async () => {
    await seed.close();
    await small.close();
  });
  endVisits();
}

/** The same for a file with a server of its own. */
export function endVisits(): void {
  afterEach(() => endVisit(visit, api));
}

/** Opens the explorer, and waits until it stands. */
export async function open(path = '/', server = seed, options: Options = {}): Promise<void> {
  api = server;
  visit = await visitExplorer(server, path, options);
}

/** Opens a browser in which nothing is loaded yet. */
export async function openEmpty(server: Api, options: Options = {}): Promise<void> {
  api = server;
  visit = await openBrowser(options);
}

type Touch = { x: number; y: number };

/** Moves fingers from where they are set down to where they are taken up, by the protocol of the browser. */
export async function swipe(from: Touch[], to: Touch[]): Promise<void> {
  const protocol = await visit.protocol();
  const touch = (type: string, touchPoints: Touch[]) =>
    protocol.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', from);
  for (let step = 1; step <= 8; step += 1) {
    const part = (a: number, b: number) => a + ((b - a) * step) / 8;
    await touch(
      'touchMove',
      from.map(({ x, y }, i) => ({ x: part(x, to[i]?.x ?? x), y: part(y, to[i]?.y ?? y) })),
    );
  }
  await touch('touchEnd', []);
}
