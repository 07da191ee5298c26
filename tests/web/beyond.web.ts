import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { dataset, event } from '../helpers/records.ts';
import { endVisits, open, visit } from './opened.ts';
import { findings, markOf, queryOf } from './visit.ts';

/** Views into which more long and open events reach than can be drawn: nothing of them is left out in silence. */

const long = 420;
const ofTheYear = 250;
let api: Api;
beforeAll(async () => {
  const daily = Array.from({ length: 90 }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
    return event(`daily-${index}`, { title: `Daily ${index}`, time: { edtf: day } });
  });
  const open = Array.from({ length: long }, (_, index) =>
    event(`long-${index}`, { time: { edtf: `${1990 + (index % 25)}-0${1 + (index % 9)}/..` } }),
  );
  const years = Array.from({ length: ofTheYear }, (_, index) =>
    event(`year-${index}`, { time: { edtf: index % 2 === 0 ? '2020' : '2020/2022' } }),
  );
  const others = [
    event('noon', { title: 'At noon', time: { edtf: '2020-02-03T12:00Z' } }),
    event('beginning', { title: 'Beginning here', time: { edtf: '2020-02-04/..' } }),
    event('when-nobody-knows', {}),
  ];
  api = await startApi([
    { datasetId: 'many', dataset: dataset('many'), events: [...daily, ...open, ...years, ...others] },
  ]);
});
afterAll(() => api.close());
endVisits();

const drawnIds = () =>
  visit.page.evaluate<string[]>(
    `[...document.querySelectorAll('.drawing a.event')].map((link) => new URL(link.href.baseVal, location).searchParams.get('event'))`,
  );
const listedIds = () =>
  visit.page.evaluate<string[]>(
    `[...document.querySelectorAll('#events li a')].map((link) => new URL(link.href).searchParams.get('event'))`,
  );
const band = () => visit.page.locator('.drawing a.band');

async function openWindow(window: string): Promise<string[]> {
  await open(`/?${window}`, api);
  await band().waitFor();
  const pages = await api.walk<{ id: string }>(`/v1/events?${window}&hasTime=true&limit=200`);
  return pages.flatMap(({ data }) => data.map(({ id }) => id));
}

test('draws what begins in view, and says how many more reach beyond it', async () => {
  const possible = await openWindow('from=2020-02-01&to=2020-02-10');
  const drawn = await drawnIds();
  const within = Array.from({ length: 10 }, (_, index) => `daily-${31 + index}`);
  expect(drawn).toEqual(expect.arrayContaining([...within, 'noon', 'beginning']));
  expect(new Set(drawn).size).toBe(drawn.length);
  const count = possible.length - drawn.length;
  expect(count).toBeGreaterThan(300);
  expect(await band().textContent()).toContain(`${count} more events reach beyond this view`);
  const { page } = visit;
  expect(await page.locator('.in-view').innerText()).toContain(`${possible.length} events`);
  // Events longer than the view lie below the others.
  const [first, last] = [
    await markOf(visit, 'Daily 31').boundingBox(),
    await page
      .locator('.drawing a.event')
      .nth(drawn.length - 1)
      .boundingBox(),
  ];
  expect(last?.y).toBeGreaterThan(first?.y ?? Number.POSITIVE_INFINITY);
  expect(await findings(visit)).toEqual([]);
});

test('cuts no words at the edges of the view', async () => {
  await openWindow('from=2020-01-20T11:00Z&to=2020-01-26');
  const edges = await visit.page.evaluate<[string, number, number][]>(
    `[...document.querySelectorAll('.drawing .label')].map((label) => {
      const plot = document.querySelector('.plot').getBoundingClientRect();
      const { left, right } = label.getBoundingClientRect();
      return [label.textContent, left - plot.left, plot.right - right];
    })`,
  );
  expect(edges.length).toBeGreaterThan(20);
  for (const [words, left, right] of edges) {
    expect(left, words).toBeGreaterThanOrEqual(0);
    expect(right, words).toBeGreaterThanOrEqual(0);
  }
});

test('leads from the band to the list of all, which grows step by step and is as long after a way back', async () => {
  const possible = await openWindow('from=2020-02-01&to=2020-02-10');
  const { page } = visit;
  await expect.poll(async () => (await listedIds()).length).toBe(25);
  await band().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('events');
  const more = page.locator('#events').getByRole('button', { name: /^Show \d+ more/ });
  for (let turns = 0; turns < 20 && (await more.count()) > 0; turns += 1) {
    const before = (await listedIds()).length;
    await more.click();
    await expect.poll(async () => (await listedIds()).length).toBeGreaterThan(before);
  }
  expect(await more.count()).toBe(0);
  expect((await listedIds()).sort()).toEqual(possible.sort());
  expect(queryOf(visit).has('event')).toBe(false);
  await page.getByText('1 event of unknown time', { exact: true }).click();
  await page.locator('#unplaced').getByRole('link', { name: 'Title of when-nobody-knows' }).waitFor();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(async () => (await listedIds()).length).toBe(25);
  await page.goBack();
  await expect.poll(async () => (await listedIds()).length).toBe(possible.length);
});

test('where many have no more than a year, its first day still has those that are sure', async () => {
  await openWindow('from=2019-12-30&to=2020-01-05');
  const drawn = await drawnIds();
  expect(drawn).toEqual(expect.arrayContaining([0, 1, 2, 3, 4].map((index) => `daily-${index}`)));
  expect(drawn.length).toBeLessThanOrEqual(30);
});

test('within a day: what is known to the minute, and the shortest of what is longer', async () => {
  await openWindow('from=2020-02-03T10:00Z&to=2020-02-03T14:00Z');
  const drawn = await drawnIds();
  expect(drawn).toEqual(expect.arrayContaining(['noon', 'daily-33']));
  expect(drawn).toHaveLength(25);
});

test('what is only counted is listed, and each bar and each row of its table opens its period', async () => {
  await open('/', api);
  const { page } = visit;
  await page.locator('.bars .bar').first().waitFor({ state: 'attached' });
  expect(await drawnIds()).toEqual([]);
  await expect.poll(async () => (await listedIds()).length).toBe(25);
  await page.getByText('These counts as a table').focus();
  await page.keyboard.press('Enter');
  const row = page.locator('.counts tbody tr').nth(2);
  await row.waitFor();
  const [when = '', possible = ''] = (await row.innerText()).split('\t');
  expect(Number(possible)).toBeGreaterThan(0);
  await row.getByRole('link').focus();
  await page.keyboard.press('Enter');
  const inView = () => page.locator('.in-view strong').innerText();
  await expect.poll(inView).toBe(when.trim());
  await page.locator('.timeline[aria-busy=false]').waitFor();
  await page.locator('.event-list ol[data-stale=false]').waitFor();
  expect(await findings(visit)).toEqual([]);
  await page.goBack();
  // Of all bars one is a tab stop, and the arrow keys go on from there.
  await page.locator('.bar').nth(2).waitFor({ state: 'attached' });
  expect(await page.locator('.drawing a[tabindex="0"]').count()).toBe(1);
  await page.locator('.bar').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(inView).toBe(when.trim());
});

test('nothing jumps while it comes in', async () => {
  await openWindow('from=2020-02-01&to=2020-02-10');
  const shifts = await visit.page.evaluate<number>(`new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
      .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(0), 1000);
  })`);
  expect(shifts).toBeLessThan(0.03);
});

test('is asked for once a hand rests, and in few requests', async () => {
  await openWindow('from=2020-02-01&to=2020-02-10');
  const { page } = visit;
  const box = await page.locator('.plot').boundingBox();
  if (box === null) throw new Error('no plot');
  const [x, y] = [box.x + box.width / 2, box.y + 150];
  const asked = () => visit.requests.filter((request) => request.includes('/v1/'));
  const before = asked().length;
  // The page's clock stands still while the hand moves, however long the moves take on a busy machine.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const by of [-300, 300, -100]) await page.mouse.move(x + by, y, { steps: 5 });
  await page.mouse.up();
  expect(asked().slice(before)).toEqual([]);
  await page.clock.resume();
  await expect.poll(() => queryOf(visit).get('from')).not.toBe('2020-02-01');
  await page.locator('.timeline[aria-busy=false]').waitFor();
  await band().waitFor();
  const made = asked().slice(before);
  expect(made.some((request) => request.includes('/v1/events?'))).toBe(true);
  expect(made.length, made.join('\n')).toBeLessThanOrEqual(4);
});
