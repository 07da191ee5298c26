import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { type Place, placesOf } from '../actions/places.ts';
import type { Store } from '../domain/store.ts';

/**
 * `/`: where to go from here, for a person. It is a page, not an operation of the API, so it is not in the
 * document: a browser gets HTML, anything else plain text.
 */

const links =
  '</openapi.json>; rel="service-desc", </docs>; rel="service-doc", </.well-known/api-catalog>; rel="api-catalog"';

/** What there is on every server, whatever it holds. */
const always: readonly Place[] = [
  { name: 'datasets', title: 'What this server holds', path: '/v1/datasets' },
  { name: 'vocabulary', title: 'The words of the model', path: '/v1/vocabulary' },
  { name: 'time', title: 'What a date means', path: '/v1/time?edtf=1984~' },
];

export function addHomePage(app: FastifyInstance, { store }: { store: Store }): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    schema: { hide: true },
    handler: async (request, reply) => {
      const titles = await datasetTitles(store);
      const places = [...(await placesOf(store)), ...always];
      const html = new Negotiator(request.raw).mediaType(['text/plain', 'text/html']) === 'text/html';
      reply.headers({ vary: 'Accept', 'cache-control': 'no-cache', link: links });
      if (!html) return reply.type('text/plain; charset=utf-8').send(textPage(titles, places));
      return reply
        .header(
          'content-security-policy',
          "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        )
        .type('text/html; charset=utf-8')
        .send(htmlPage(titles, places));
    },
  });
}

async function datasetTitles(store: Store): Promise<string[]> {
  const { bodies } = await store.listDatasets({ limit: 20 });
  return bodies.map((body) => (JSON.parse(body) as { title: string }).title);
}

const lead =
  'Timelines of contested events: what happened when, who claims or denies what, and which source says so.';
const holds = (titles: readonly string[]) =>
  titles.length === 0
    ? 'This server holds no dataset yet: claimline import DIR brings one in.'
    : `This server holds: ${titles.join('; ')}.`;

function textPage(titles: readonly string[], places: readonly Place[]): string {
  const lines = places.map(({ title, path }) => `  ${title.padEnd(24)}${path}`);
  return `Claimline\n\n${lead}\n${holds(titles)}\n\n${lines.join('\n')}\n`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function htmlPage(titles: readonly string[], places: readonly Place[]): string {
  const items = places.map(
    ({ title, path }) =>
      `<li><span>${escaped(title)}</span><a href="${escaped(path)}">${escaped(path)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Claimline</title>
<link rel="icon" href="/favicon.ico">
<style>
  :root { color-scheme: light dark }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
  ul { list-style: none; padding: 0 }
  li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: 0 1rem; padding: .3rem 0; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
  a { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
</style>
<h1>Claimline</h1>
<p>${escaped(lead)}</p>
<p>${escaped(holds(titles))}</p>
<ul>
${items.join('\n')}
</ul>
</html>
`;
}
