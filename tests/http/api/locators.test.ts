import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../src/domain/limits.ts';
import { SourceLocators } from '../../../src/domain/source-locators.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { logText, smallWorld } from './small-world.ts';

/** Evidence for the quotes of a client. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

const path = '/v1/sources/harbour-log/locators';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const post = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

async function locate(text: string, quotes: string[], at = path): Promise<SourceLocators> {
  const { status, body } = await api.send<SourceLocators>(at, post({ text, quotes }));
  expect(status).toBe(200);
  return SourceLocators.parse(body);
}

describe('quotes', () => {
  it('are located in the text of a source, with every member of a locator', async () => {
    const found = await locate(logText, ['🎼 until dawn 🌅', 'Night', 'nothing like it']);
    expect(found).toMatchObject({
      sourceId: 'harbour-log',
      contentLength: [...logText].length,
      contentSha256: sha256(logText),
      sameContent: true,
      counts: { located: 1, ambiguous: 1, missing: 1 },
    });
    const locator = found.quotes[0]?.found?.locator ?? expect.unreachable();
    expect(locator).toMatchObject({ sourceId: 'harbour-log', quoteSha256: sha256('🎼 until dawn 🌅') });
    expect([...logText].slice(locator.start, locator.end).join('')).toBe('🎼 until dawn 🌅');
    expect(found.quotes[1]?.candidates.map(({ line }) => line)).toHaveLength(2);
  });

  it('are those of another text, and the answer says so', async () => {
    expect((await locate('Some words.', ['words'])).sameContent).toBe(false);
    expect((await locate('Some words.', ['words'], '/v1/sources/wire/locators')).sameContent).toBeNull();
  });

  it('may be as many, and the text as long, as may be', async () => {
    const quotes = Array.from({ length: limits.locatedQuotesMax }, (_, index) => `word ${index} of no text`);
    const rest = JSON.stringify({ text: '', quotes }).length;
    const found = await locate('a '.repeat((limits.verificationTextMaxBytes - rest) / 2), quotes);
    expect(found.counts).toEqual({ located: 0, ambiguous: 0, missing: quotes.length });
  });
});

describe('a body is refused', () => {
  it.each([
    ['that is a list', [], '', 'The body must be an object'],
    ['without quotes', { text: 'x' }, '/quotes', '/quotes is missing: it must be a list'],
    ['with an unknown member', { text: 'x', quotes: ['x'], n: 1 }, '', 'The body has no property "n"'],
    ['with an empty text', { text: '', quotes: ['x'] }, '/text', '/text must not be empty'],
    ['with no quote', { text: 'x', quotes: [] }, '/quotes', '/quotes must not be empty'],
    [
      'with a blank quote',
      { text: 'x', quotes: ['x', ' '] },
      '/quotes/1',
      '/quotes/1 must not consist of spaces',
    ],
    ['with half a pair', { text: '\ud83d', quotes: ['x'] }, '/text', 'half of a surrogate pair'],
    [
      'with too many quotes',
      { text: 'x', quotes: Array(limits.locatedQuotesMax + 1).fill('x') },
      '/quotes',
      'at most 200 entries; it has 201',
    ],
    ['with a member twice', '{"text":"x","text":"y","quotes":["x"]}', '/text', 'must be given once'],
  ])('%s', async (_, body, pointer, detail) => {
    const problem = await api.problem(path, 400, 'invalid_parameter', post(body));
    expect(problem.errors[0]).toMatchObject({ pointer, code: 'invalid_parameter' });
    expect(problem.detail).toContain(detail);
  });

  it('that is no JSON, or that is not there', async () => {
    const problem = await api.problem(path, 400, 'malformed_request', post('{"text": "x'));
    expect(problem.detail).toMatch(/^The request body is not JSON: /);
    expect((await api.problem(path, 400, 'invalid_parameter', post(''))).detail).toContain('no body');
  });

  it.each(['text/plain', 'application/octet-stream', 'application/json; charset=latin1'])(
    'of the type %s',
    async (type) => {
      const problem = await api.problem(path, 415, 'unsupported_media_type', post({}, type));
      expect(problem.detail).toContain('application/json');
    },
  );

  it('of JSON where text is asked for', async () => {
    const verification = '/v1/sources/harbour-log/verification';
    await api.problem(verification, 415, 'unsupported_media_type', post({ text: 'x', quotes: ['x'] }));
    const get = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    await api.problem('/v1/events', 405, 'method_not_allowed', get);
  });

  it('larger than may be', async () => {
    const headers = [
      'Content-Type: application/json',
      `Content-Length: ${limits.verificationTextMaxBytes + 1}`,
    ];
    expect((await api.raw('POST', path, headers, '{')).status).toBe(413);
  });

  it('for an unknown source', async () => {
    const body = post({ text: 'x', quotes: ['x'] });
    const problem = await api.problem('/v1/sources/none/locators', 404, 'not_found', body);
    expect(problem.detail).toBe('There is no source with the id "none".');
  });
});
