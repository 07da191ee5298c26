import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { type Api, startApi } from '../helpers/api.ts';
import { dataset, event } from '../helpers/records.ts';
import type { Visit } from './browser.ts';
import { endVisit, queryOf, visitExplorer } from './visit.ts';

/**
 * How fluid the timeline stays with more events than can be drawn: measured and printed, not judged. What is drawn is
 * bounded however many there are, so a few thousand do here; `EVENTS_DB=large.db npm run test:web` takes a database
 * made by `npm run bench:data` and `claimline import`.
 */

const made = 5_000;
let api: Api;
let visit: Visit;
beforeAll(async () => {
  const { EVENTS_DB: path } = process.env;
  api = path === undefined ? await startApi([many()]) : await startApi([], openSqliteStore(path));
}, 300_000);
afterAll(() => api.close());

/** Events over forty years, some of which last for long. */
function many() {
  const events = Array.from({ length: made }, (_, index) => {
    const year = 1985 + (index % 40);
    const month = String(1 + (index % 12)).padStart(2, '0');
    const day = String(1 + (index % 28)).padStart(2, '0');
    const edtf = index % 20 === 0 ? `${year}-${month}/${year + 2}` : `${year}-${month}-${day}`;
    return event(`event-${index}`, { time: { edtf } });
  });
  return { datasetId: 'many', dataset: dataset('many'), events };
}

/** Runs moves while the page notes when each frame came; answers milliseconds between frames, in order of length. */
async function framesOf(moves: () => Promise<void>): Promise<number[]> {
  await visit.page.evaluate(`(() => {
    const times = (window.frames_ = []);
    const note = (time) => { times.push(time); window.frames_ === times && requestAnimationFrame(note); };
    requestAnimationFrame(note);
  })()`);
  await moves();
  return visit.page.evaluate<number[]>(`(() => {
    const times = window.frames_;
    window.frames_ = undefined;
    return times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  })()`);
}

function report(what: string, frames: readonly number[]): void {
  const at = (part: number) => (frames[Math.floor((frames.length - 1) * part)] ?? 0).toFixed(0);
  const late = frames.filter((duration) => duration > 34).length;
  process.stdout.write(
    `${what}: ${frames.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms, ` +
      `${late} longer than two of 60 a second\n`,
  );
}

test('counts come first, events once few are in view, and both move with the hand', async () => {
  visit = await visitExplorer(api);
  const { page } = visit;
  await page.locator('.plot .bars .under-way').first().waitFor({ state: 'attached' });
  expect(await page.locator('.drawing a.event').count()).toBe(0);
  const box = await page.locator('.plot').boundingBox();
  if (box === null) throw new Error('no plot');
  const [x, y] = [box.x + box.width / 2, box.y + 120];
  const drag = async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const by of [-200, 200, -100, 100]) await page.mouse.move(x + by, y, { steps: 25 });
    await page.mouse.up();
  };
  const zoom = async (turns: number) => {
    await page.keyboard.down('Control');
    for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -60);
    await page.keyboard.up('Control');
  };
  await zoom(10);
  report('drag over counts', await framesOf(drag));
  for (let tries = 0; tries < 40 && (await page.locator('.drawing a.event').count()) === 0; tries += 1) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.locator('.timeline[aria-busy=false]').waitFor();
  }
  const drawn = await page.locator('.drawing a.event').count();
  expect(drawn).toBeGreaterThan(0);
  expect(drawn).toBeLessThanOrEqual(300);
  report(`drag over ${drawn} events`, await framesOf(drag));
  report(`zoom from ${drawn} events`, await framesOf(() => zoom(30)));
  expect(queryOf(visit).get('from')).not.toBeNull();
  await endVisit(visit, api);
});
