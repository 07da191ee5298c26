import { expect, it } from 'vitest';
import { failedPage, htmlPage, notBuiltPage } from '../../../src/http/home/home-html.ts';

it('a server without a built explorer says how to build it, and links to the API', () => {
  const links = [{ name: 'events', title: 'Events by date', path: '/v1/events?from=2024&to=2025' }];
  const html = notBuiltPage(['Harbour <&> "quay"'], links);
  expect(html).toContain('<code>npm run build:web</code>');
  expect(html).toContain('href="./v1/events?from=2024&amp;to=2025"');
  expect(html).toContain('<title>Harbour &lt;&amp;&gt; &quot;quay&quot; · Claimline</title>');
});

it('no text of a page can end the element that it stands in', () => {
  const title = '</title><script>';
  expect(htmlPage({ title, body: '', files: undefined })).not.toContain(title);
  expect(failedPage('<img src=x>', undefined)).toContain('&lt;img src=x&gt;');
});
