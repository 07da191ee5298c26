import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, startSample } from './harness.ts';

/** The page that other sites may frame. */

let server: Running;
beforeAll(async () => {
  server = await startSample();
});
afterAll(() => server.app.close());

const policyOf = async (path: string) =>
  (await fetch(server.origin + path)).headers.get('content-security-policy') ?? '';

it('may be framed by any page, and is the only one', async () => {
  const policy = await policyOf('/embed?datasetId=birds&height=400');
  expect(policy).toMatch(/; frame-ancestors \*;/);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toMatch(/unsafe|https?:/);
  for (const path of [
    '/docs',
    '/guide',
    '/guide/embed',
    '/v1/birds',
    '/openapi.json',
    '/problems',
    '/nothing',
  ])
    expect([path, await policyOf(path)]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
});

it('has no script or style of its own, and leads to its view in the explorer without scripts', async () => {
  const html = await (await fetch(`${server.origin}/embed`)).text();
  expect(html).not.toMatch(/<style|<script(?![^>]* src="\.\/)|\sstyle=|\son\w+=/);
  expect(html).toContain('<noscript><p><a href="./" target="_blank">Open in Claimline</a></p></noscript>');
  const view = await (
    await fetch(`${server.origin}/embed?datasetId=birds&height=400&q="a"&from=2024`)
  ).text();
  expect(view).toContain('<a href="./?datasetId=birds&amp;q=%22a%22&amp;from=2024" target="_blank">');
});
