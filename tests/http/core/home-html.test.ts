import { expect, it } from 'vitest';
import { type Content, htmlPage } from '../../../src/http/home/home-html.ts';

const content: Content = { kind: 'events', status: 200, events: [], given: {}, next: undefined };
const page = { titles: [], links: [], content };

it('the first page says how to build the explorer if it is missing, and only then', () => {
  const files = { script: '/assets/a.js', style: '/assets/a.css', assets: [] };
  expect(htmlPage({ ...page, files: undefined })).toContain('<code>npm run build:web</code>');
  expect(htmlPage({ ...page, files })).not.toContain('build:web');
});
