import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { open, seed, serveExplorer, small, visit } from './opened.ts';
import { findings, markOf, nameOf, queryOf } from './visit.ts';

/** The timeline of the explorer: what it draws, how it is moved, and that its URL says all of it. */

serveExplorer();

const attack = 'Attack at Crocus City Hall';
const drawn = () => visit.page.locator('.drawing a.event').count();
const inView = async () => (await visit.page.locator('.in-view').innerText()).replaceAll('\n', ' ');

describe('shows the seeded view:', () => {
  test('every event, with the words of the source, contested ones told apart', async () => {
    await open();
    await markOf(visit, attack).waitFor();
    expect(await drawn()).toBe(13);
    const label = await nameOf(visit, attack);
    expect(label).toMatch(/Mar 22, 2024, “Friday”, at some point within, with disputed statements$/);
    await visit.page.locator('.drawing .label').getByText('“mid-February”').first().waitFor();
    const words = await nameOf(visit, 'Warnings from intelligence');
    expect(words).toContain('unknown beginning');
    expect(await visit.page.locator('.event-list li').count()).toBe(13);
  });

  test('interactive soon, and small', async () => {
    await open();
    await markOf(visit, attack).waitFor();
    const readyMs = await visit.page.evaluate<number>('Math.round(performance.now())');
    const entries = await visit.page.evaluate<[string, number][]>(
      'performance.getEntries().filter((e) => e.transferSize !== undefined).map((e) => [e.name, e.transferSize])',
    );
    const size = (pattern: RegExp) =>
      entries.filter(([name]) => pattern.test(name)).reduce((sum, [, bytes]) => sum + bytes, 0);
    const all = size(/./);
    process.stdout.write(
      `/: every event drawn after ${readyMs} ms; first view ${Math.round(all / 1000)} kB compressed, ` +
        `${Math.round(size(/assets/) / 1000)} kB of it the program\n`,
    );
    expect(all).toBeLessThan(150_000);
    expect(entries.some(([name]) => name.includes('world-map'))).toBe(false);
  });

  test('no mark or label lies on another', async () => {
    await open();
    await markOf(visit, attack).waitFor();
    const boxes = await visit.page.evaluate<[number, number, number, number][]>(
      `[...document.querySelectorAll('.drawing a.event')].map((node) => {
        const { left, right, top, bottom } = node.querySelector('.touch').getBoundingClientRect();
        return [left + 5, right - 5, top + 3, bottom - 3];
      })`,
    );
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        expect(a[1] < b[0] || b[1] < a[0] || a[3] < b[2] || b[3] < a[2], `${a} over ${b}`).toBe(true);
      }
    }
  });

  test('times and numbers as the reader writes them', async () => {
    await open('/', seed, { locale: 'de-DE' });
    await markOf(visit, attack).waitFor();
    expect(await nameOf(visit, attack)).toContain('22. März 2024');
  });

  test('moments by the clock of their place, as the reader writes them', async () => {
    await open('/?from=2024-05-31&to=2024-06-04', small, { locale: 'de-DE' });
    await markOf(visit, 'Title of new-york').waitFor();
    expect(await nameOf(visit, 'Title of new-york')).toContain(
      ': statement, 31. Mai 2024, 23:30:00 UTC-05:00',
    );
  });
});

test('draws how well a date is known', async () => {
  await open('/?from=1983&to=1993', small);
  await markOf(visit, 'Title of long-war').waitFor();
  const shape = (title: string) =>
    visit.page.evaluate<string[]>(
      `[...[...document.querySelectorAll('.drawing a.event')]
        .find((node) => node.querySelector('title').textContent.startsWith('${title}')).querySelectorAll('g > *')]
        .map((node) => node.getAttribute('class'))`,
    );
  expect(await shape('Title of long-war')).toEqual(['fade', 'arrow']);
  expect(await shape('Title of avalanche')).toEqual(['fade', 'body within', 'fade']);
  await visit.page.goto(`${small.origin}/?from=2024-05-31&to=2024-06-04`);
  await markOf(visit, 'Ferry sunk').waitFor();
  expect(await shape('Title of new-york')).toEqual(['point']);
  expect(await shape('Ferry sunk')).toEqual(['body within', 'bracket', 'bracket']);
});

describe('moves', () => {
  test('by the brush, and the URL says where to', async () => {
    await open();
    await markOf(visit, attack).waitFor();
    const { page } = visit;
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => queryOf(visit).has('from')).toBe(true);
    await page.locator('.timeline[aria-busy=false]').waitFor();
    const box = await page.locator('.brush .overlay').boundingBox();
    if (box === null) throw new Error('no brush');
    // Beside the present range: within it, a drag would move it.
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.02, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.1, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => queryOf(visit).get('to')).toMatch(/^2024-02-1\d$/);
    await page
      .locator('.in-view')
      .getByText(/^[12] events?$/)
      .waitFor();
    expect(queryOf(visit).get('from')).toMatch(/^2024-02-1\d$/);
  });

  test('by keys, buttons, wheel and drag', async () => {
    await open('/?from=2024-03-01&to=2024-03-31');
    await markOf(visit, attack).waitFor();
    const { page } = visit;
    const span = async () => (await inView()).split('  ')[0];
    const changes = async (move: () => Promise<void>) => {
      const before = await span();
      await move();
      await expect.poll(span).not.toBe(before);
    };
    await markOf(visit, attack).focus();
    await changes(() => page.keyboard.press('+'));
    await changes(() => page.keyboard.press('-'));
    await changes(() => page.keyboard.press('Shift+ArrowRight'));
    await changes(() => page.getByRole('button', { name: 'Zoom in' }).click());
    const box = await page.locator('.plot').boundingBox();
    if (box === null) throw new Error('no plot');
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await changes(async () => {
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 3, box.y + 60, { steps: 5 });
      await page.mouse.up();
    });
    await changes(async () => {
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -300);
      await page.keyboard.up('Control');
    });
    await changes(() => page.getByRole('button', { name: 'All' }).click());
  });

  test('down to hours', async () => {
    await open('/?from=2024-05-31T20:00Z&to=2024-06-01T06:00Z', small);
    await markOf(visit, 'Title of new-york').waitFor();
    expect(await nameOf(visit, 'Title of new-york')).toContain('exact');
    await visit.page.locator('.axis').getByText(/04:00/).first().waitFor();
    expect(await inView()).toMatch(/^May 31, 2024, 8:00\sPM – Jun 1, 2024, 6:00\sAM UTC/);
  });
});

describe('its URL', () => {
  test('reproduces the view: filters, window, match and what is open', async () => {
    await open(
      '/?from=2024-03&to=2024-03&match=certain&contested=true&type=statement&event=crocus-city-hall-attack',
    );
    await visit.page.getByRole('heading', { name: attack, exact: true }).waitFor();
    await expect.poll(drawn).toBe(2);
    const chips = await visit.page.locator('.chips .chip').allInnerTexts();
    expect(chips.join()).toMatch(/contested.*statement/s);
    await visit.page.reload();
    await visit.page.getByRole('heading', { name: attack, exact: true }).waitFor();
    await expect.poll(drawn).toBe(2);
  });

  test('follows the filters, and back and forward follow it', async () => {
    await open();
    await markOf(visit, attack).waitFor();
    const { page } = visit;
    await page.getByLabel('Contested only').check({ force: true });
    await expect.poll(drawn).toBe(3);
    expect(queryOf(visit).get('contested')).toBe('true');
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('combobox', { name: 'Actor', exact: true }).fill('ukr');
    await page.getByRole('option', { name: /^Ukraine government/ }).click();
    await expect.poll(() => queryOf(visit).getAll('actorId')).toEqual(['ukraine']);
    await expect.poll(drawn).toBe(1);
    await page.goBack();
    await expect.poll(drawn).toBe(3);
    await page.goBack();
    await expect.poll(drawn).toBe(13);
    await page.goForward();
    await expect.poll(drawn).toBe(3);
  });

  test('follows words, and kinds and places with how many events each would leave', async () => {
    await open('/', small);
    const { page } = visit;
    const all = await drawn();
    const steps = await page.evaluate<number>('history.length');
    await page.getByRole('searchbox').focus();
    // Each beginning of a word filters as it is typed, in one step of history, and the field keeps focus and caret.
    for (const [typed, query] of [
      ['Title av', 'Title'],
      ['a', 'Title ava'],
      ['lanc', 'Title avalanc'],
    ] as const) {
      await page.keyboard.type(typed);
      await expect.poll(() => queryOf(visit).get('q')).toBe(query);
    }
    await expect.poll(drawn).toBe(1);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    await expect.poll(() => queryOf(visit).get('q')).toBe('Title avalac');
    await expect.poll(drawn).toBe(0);
    const field = 'document.activeElement.value + document.activeElement.selectionStart';
    expect(await page.evaluate<string>(field)).toBe('Title avalac11');
    expect(await page.evaluate<number>('history.length')).toBe(steps + 1);
    await page.goBack();
    await expect.poll(drawn).toBe(all);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.getByRole('searchbox').fill('ferry');
    await page.keyboard.press('Enter');
    await expect.poll(drawn).toBe(1);
    expect(queryOf(visit).get('q')).toBe('ferry');
    await page.getByRole('link', { name: /^Remove the filter.*ferry/ }).click();
    await expect.poll(() => queryOf(visit).has('q')).toBe(false);
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('checkbox', { name: /^battle/ }).check();
    await expect.poll(() => queryOf(visit).getAll('type')).toEqual(['battle']);
    await expect.poll(drawn).toBe(2);
    expect(await page.locator('.facet label').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^battle\s*2$/),
    );
    await page.getByRole('combobox', { name: 'Source', exact: true }).fill('wire');
    await page.getByRole('option', { name: /Wire report/ }).click();
    await expect.poll(() => queryOf(visit).getAll('sourceId')).toEqual(['wire']);
  });

  test('takes dates as people write them, and says what is wrong with others', async () => {
    await open();
    const { page } = visit;
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByLabel('From', { exact: true }).fill('2024-02-30');
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByText('is not a day of month 02').waitFor();
    // The browser notes any answer of 400 by itself.
    visit.complaints.length = 0;
    await page.getByLabel('From', { exact: true }).fill('2024-02');
    await page.getByLabel('To', { exact: true }).fill('2024-02~');
    await page.getByRole('button', { name: 'Go' }).click();
    await expect.poll(() => queryOf(visit).get('to')).toBe('2024-02~');
    await expect.poll(drawn).toBe(2);
  });
});

describe('an area', () => {
  const map = () => visit.page.locator('.area .map svg');
  const side = (name: string) => visit.page.getByLabel(name, { exact: true });

  /** Draws on the map from one corner to another, each in degrees; the map shows the whole world. */
  async function draw(from: [number, number], to: [number, number]): Promise<void> {
    await map().scrollIntoViewIfNeeded();
    const box = await map().boundingBox();
    if (box === null) throw new Error('no map');
    const at = ([longitude, latitude]: [number, number]) =>
      [box.x + ((longitude + 180) / 360) * box.width, box.y + ((90 - latitude) / 180) * box.height] as const;
    await visit.page.mouse.move(...at(from));
    await visit.page.mouse.down();
    await visit.page.mouse.move(...at(to), { steps: 5 });
    await visit.page.mouse.up();
  }

  test('is drawn on the map, stands in the URL, and is taken off again', async () => {
    await open('/', small);
    const { page } = visit;
    await markOf(visit, 'Ferry sunk').waitFor();
    const all = await drawn();
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.locator('.area .map .land').waitFor({ state: 'attached' });
    await draw([0, 70], [30, 50]);
    await expect.poll(drawn).toBe(1);
    await markOf(visit, 'Ferry sunk').waitFor();
    const [west, south, east, north] = (queryOf(visit).get('bbox') ?? '').split(',').map(Number);
    expect([west, south, east, north].map((degrees) => Math.round((degrees ?? Number.NaN) / 5) * 5)).toEqual([
      0, 50, 30, 70,
    ]);
    expect(await side('West').inputValue()).toBe(String(west));
    expect(page.url()).toContain(`bbox=${west},${south},${east},${north}`);
    // The map has come closer: what was drawn is most of it now, and can be pulled by its edge.
    const [whole, part] = [await map().boundingBox(), await page.locator('.area .selection').boundingBox()];
    expect(part?.width).toBeGreaterThan((whole?.width ?? Number.POSITIVE_INFINITY) / 4);
    await page.reload();
    await expect.poll(drawn).toBe(1);
    await page.getByRole('link', { name: /^Remove the filter area/ }).click();
    await expect.poll(drawn).toBe(all);
    expect(queryOf(visit).has('bbox')).toBe(false);
  });

  test('is typed, also across the antimeridian, and the API says what is wrong with it', async () => {
    await open('/', small);
    const { page } = visit;
    await page.getByRole('button', { name: /^Filters/ }).click();
    await side('West').focus();
    for (const [index, degrees] of ['170', '10', '-150', '-30'].entries()) {
      if (index > 0) await page.keyboard.press('Tab');
      await page.keyboard.type(degrees);
    }
    await page.keyboard.press('Enter');
    await page.getByText(/south not above north/).waitFor();
    expect(queryOf(visit).has('bbox')).toBe(false);
    // The browser notes any answer of 400 by itself.
    visit.complaints.length = 0;
    await side('South').fill('-30');
    await side('North').fill('10');
    await page.keyboard.press('Enter');
    await expect.poll(() => queryOf(visit).get('bbox')).toBe('170,-30,-150,10');
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('north');
    await expect.poll(drawn).toBe(2);
    await page.locator('.area .across').nth(1).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Anywhere' }).click();
    await expect.poll(() => queryOf(visit).has('bbox')).toBe(false);
  });
});

test('says so when nothing is in view, and offers the way out', async () => {
  await open('/?type=election');
  const { page } = visit;
  await page
    .getByRole('heading', { name: /No event lies here/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).first().click();
  await markOf(visit, attack).waitFor();
});

test('gives the query as JSON, and the drawing as files', async () => {
  await open('/?contested=true&from=2024-03-01&to=2024-03-31');
  await markOf(visit, attack).waitFor();
  const { page } = visit;
  const share = page.getByText('Share', { exact: true });
  await share.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Get as JSON', { exact: true }).focus();
  await page.keyboard.press('Enter');
  const command = await page.locator('.menu details[open] pre').innerText();
  const url = /'(.*)'/.exec(command)?.[1] ?? '';
  const answer = (await (await fetch(url)).json()) as { data: { id: string }[] };
  expect(answer.data.map(({ id }) => id)).toContain('crocus-city-hall-attack');
  expect(answer.data).toHaveLength(await drawn());
  expect(await findings(visit)).toEqual([]);
  for (const format of ['SVG', 'PNG'] as const) {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: `Timeline as ${format}` }).click();
    const saved = await saving;
    const bytes = readFileSync(await saved.path());
    expect(saved.suggestedFilename()).toBe(`timeline.${format.toLowerCase()}`);
    if (format === 'SVG') expect(bytes.toString()).toMatch(/^<svg .*>Attack at Crocus City Hall<.*<\/svg>$/s);
    else expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  }
  await page.keyboard.press('Escape');
  await page.locator('.menu[open]').waitFor({ state: 'hidden' });
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Share');
});
