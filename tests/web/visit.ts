import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Api } from '../helpers/api.ts';
import { fileIn } from '../helpers/installed.ts';
import { type Locator, openBrowser, type Visit } from './browser.ts';

/** The explorer as somebody visits it, and what holds for every visit. */

type Options = Parameters<typeof openBrowser>[0];

/** Opens the explorer, and waits until it stands. */
export async function visitExplorer(api: Api, path = '/', options: Options = {}): Promise<Visit> {
  const visit = await openBrowser(options);
  await visit.page.goto(`${api.origin}${path}`);
  await visit.page.locator('html[data-ready]').waitFor({ state: 'attached' });
  return visit;
}

/** Ends a visit. No request may have left the server, and the browser must have nothing to complain of. */
export async function endVisit(visit: Visit, api: Api, expected: readonly RegExp[] = []): Promise<void> {
  const strays = visit.requests.filter((request) => {
    const url = request.split(' ')[1] ?? '';
    return !url.startsWith(`${api.origin}/`) && !url.startsWith('blob:');
  });
  const complaints = visit.complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
  await visit.close();
  expect(strays, 'requests that left the server').toEqual([]);
  expect(complaints, 'what the browser complained of').toEqual([]);
}

/** The mark of an event in the drawing, by how its name begins. */
export const markOf = ({ page }: Visit, title: string): Locator =>
  page
    .locator('.drawing')
    .getByRole('link', { name: new RegExp(`^${title}`) })
    .first();

/** All that a mark says to who cannot see it. */
export const nameOf = ({ page }: Visit, title: string): Promise<string> =>
  page.evaluate(
    `[...document.querySelectorAll('.drawing a.event > title')].map((node) => node.textContent)
      .find((name) => name.startsWith(${JSON.stringify(title)}))`,
  );

/** The query of the page's URL. */
export const queryOf = ({ page }: Visit): URLSearchParams => new URL(page.url()).searchParams;

/** Returns the violations of WCAG 2.2 AA, and of axe's own best practices, that axe finds. */
export async function findings({ page }: Visit): Promise<string[]> {
  // Under the page's own policy no script may be added, so it comes in by the debugger.
  await page.evaluate(readFileSync(fileIn('web', 'axe-core/axe.min.js'), 'utf8'));
  return page.evaluate<string[]>(`(async () => {
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary));
  })()`);
}
