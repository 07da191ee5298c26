import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../src/domain/limits.ts';
import type { Source } from '../../../src/domain/source.ts';
import { SourceVerification } from '../../../src/domain/verification.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { caseFile, notUtf8, outcomesOf, verificationCases } from '../../helpers/verification-cases.ts';
import { logText, smallWorld } from './small-world.ts';

/** Sources, the claims that rest on them, and whether a copy of their text still carries those. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

const logPath = '/v1/sources/harbour-log/verification';
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

async function verify(text: string | Buffer, path = logPath): Promise<SourceVerification> {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  const body = typeof text === 'string' ? text : new Uint8Array(text);
  const { status, body: found } = await small.send<SourceVerification>(path, {
    method: 'POST',
    headers,
    body,
  });
  expect(status).toBe(200);
  return found;
}

/** State of each passage, by claim and place. */
const statesOf = ({ locators }: SourceVerification) =>
  Object.fromEntries(
    locators.map(({ claimId, position, state, found }) => [
      `${claimId} ${position}`,
      state === 'moved' ? `moved to ${found?.start}` : state,
    ]),
  );

describe('sources', () => {
  it('say what is known of them, and leave open what is not', async () => {
    const { data } = await seed.get<ListPage<Source>>('/v1/sources');
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      id: 'crocus-city-hall-article',
      type: 'article',
      title: null,
      url: null,
      publisherId: 'crocus-city-hall-article-publisher',
      publishedAt: { edtf: '2024-03-28', basis: 'inferred' },
      contentSha256: '5d72f0da0e237d2b0441e8cb542c205c4154b7ec101ba0bbeb91833de7976061',
      contentLength: 3589,
      derivedFrom: [],
    });
    expect(await seed.get<Source>('/v1/sources/crocus-city-hall-article')).toEqual(data[0]);
  });

  it('say what they came from', async () => {
    const copy = await small.get<Source>('/v1/sources/copy');
    expect(copy.derivedFrom).toEqual([{ kind: 'syndicated_copy', sourceId: 'wire' }]);
  });

  it('have the claims that rest on them', async () => {
    expect(await seed.ids('/v1/sources/crocus-city-hall-article/claims?limit=200')).toHaveLength(66);
    expect(await small.ids('/v1/sources/copy/claims')).toEqual([
      'front-did-it',
      'ministry-accuses',
      'navy-doubts',
    ]);
    expect(await small.ids('/v1/sources/harbour-log/claims')).toEqual([
      'log-ferry',
      'log-first',
      'log-night',
    ]);
  });
});

describe('verification', () => {
  it('finds every passage in the text itself, counting characters of any plane as one', async () => {
    const found = await verify(logText);
    expect(found).toMatchObject({
      sourceId: 'harbour-log',
      contentLength: [...logText].length,
      contentSha256: sha256(logText),
      sameContent: true,
      counts: { anchored: 4, moved: 0, ambiguous: 0, missing: 0 },
    });
    expect([...logText].length).toBeLessThan(logText.length);
    const second = found.locators[1];
    expect([...logText].slice(second?.start, second?.end).join('')).toBe('🎼 until dawn 🌅');
  });

  it('says where passages moved, in code points', async () => {
    const found = await verify(`🚢🚢 ${logText}`);
    expect(found).toMatchObject({
      sameContent: false,
      counts: { anchored: 0, moved: 4, ambiguous: 0, missing: 0 },
    });
    const [ferry, song] = found.locators;
    expect(ferry?.found?.start).toBe((ferry?.start ?? 0) + 3);
    expect(song?.found?.start).toBe((song?.start ?? 0) + 3);
    // "Night" stands twice: the passages before and after it tell which of the two it was.
    const night = found.locators.find(({ claimId }) => claimId === 'log-night');
    expect(night).toMatchObject({ state: 'moved', found: { start: (night?.start ?? 0) + 3 } });
  });

  it('says which passages are missing', async () => {
    const found = await verify(logText.replace('𝔸𝕓𝕔', '𝔸𝕓𝕕'));
    expect(found.counts).toEqual({ anchored: 3, moved: 0, ambiguous: 0, missing: 1 });
    expect(statesOf(found)['log-ferry 0']).toBe('missing');
  });

  it('lists the places of words that nothing places', async () => {
    const found = await verify(`Notes. Night, and Night again. ${logText.slice(0, 40)}`);
    expect(found.locators.find(({ claimId }) => claimId === 'log-night')).toMatchObject({
      state: 'ambiguous',
      found: null,
      candidates: [
        { start: 7, end: 12 },
        { start: 18, end: 23 },
      ],
      hint: expect.stringContaining('prefixSha256'),
    });
  });

  it('does not take a passage with another letter, in whatever form it is written', async () => {
    const found = await verify(logText.replace('left', 'le\u0301ft'));
    expect(statesOf(found)).toMatchObject({ 'log-ferry 0': 'missing', 'log-ferry 1': 'anchored' });
    expect(found.locators.map(({ normalization }) => normalization)).toContainEqual(['unicode_form']);
  });

  it('counts line ends and byte order marks as they are, and names them', async () => {
    const marked = await verify(`\uFEFF${logText}`);
    expect(marked).toMatchObject({
      contentLength: [...logText].length + 1,
      contentSha256: sha256(`\uFEFF${logText}`),
    });
    expect(marked.locators.find(({ claimId }) => claimId === 'log-first')).toMatchObject({
      state: 'anchored',
      found: { start: 1 },
      normalization: ['byte_order_mark'],
    });
    expect((await verify(`${logText}\r\n\0`)).counts.anchored).toBe(4);
  });

  it('asks for the text where none was sent', async () => {
    const init = { method: 'POST', body: '', headers: { 'content-type': 'text/plain' } };
    const problem = await small.problem(logPath, 400, 'invalid_parameter', init);
    expect(problem.detail).toContain('no body');
  });

  it('has turns: one at a time, each whole', async () => {
    const texts = [logText, `x${logText}`, `xy${logText}`, logText];
    const found = await Promise.all(texts.map((text) => verify(text)));
    expect(found.map(({ counts }) => counts.anchored)).toEqual([4, 0, 0, 4]);
  });

  it('knows no hash of some sources, and no passage in others', async () => {
    expect(await verify('x', '/v1/sources/wire/verification')).toMatchObject({ sameContent: null });
    const radio = await verify('x', '/v1/sources/radio/verification');
    expect(radio.locators).toHaveLength(2);
    expect(radio.counts).toEqual({ anchored: 0, moved: 0, ambiguous: 0, missing: 2 });
    expect(radio.unlocated).toEqual([
      { claimId: 'front-did-not', position: 1, fragment: 't=83,91', paragraph: null },
    ]);
  });

  it('of the seed notices a text that is not the article', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'This is no article.' };
    const path = '/v1/sources/crocus-city-hall-article/verification';
    const { body } = await seed.send<SourceVerification>(path, init);
    expect(body.sameContent).toBe(false);
    expect(body.counts).toEqual({ anchored: 0, moved: 0, ambiguous: 0, missing: body.locators.length });
    expect(body.locators.length).toBeGreaterThanOrEqual(64);
  });
});

describe('verification of copies that differ', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi([JSON.parse(readFileSync(caseFile('data.json'), 'utf8'))]);
  });
  afterAll(() => api.close());

  it.each(Object.entries(verificationCases))('%s', async (file, expected) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: new Uint8Array(readFileSync(caseFile(file))),
    };
    if (expected === null) {
      const problem = await api.problem('/v1/sources/s/verification', 400, 'malformed_request', init);
      expect(problem.detail).toContain(notUtf8);
    } else if (init.body.length === 0) {
      await api.problem('/v1/sources/s/verification', 400, 'invalid_parameter', init);
    } else {
      const { status, body } = await api.send<SourceVerification>('/v1/sources/s/verification', init);
      expect(status).toBe(200);
      expect(outcomesOf(SourceVerification.parse(body))).toEqual(expected);
    }
  });
});

describe('verification refuses', () => {
  const post = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) => ({
    method: 'POST',
    headers,
    body,
  });

  it.each([
    'application/json',
    'text/html',
    'text/plain; charset=utf-16',
    'application/octet-stream',
    'nonsense',
  ])('a body of type %s', async (type) => {
    const problem = await small.problem(
      logPath,
      415,
      'unsupported_media_type',
      post({ 'content-type': type }, 'x'),
    );
    expect(problem.detail).toContain('text/plain');
  });

  it('a body that is compressed', async () => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' };
    await small.problem(logPath, 415, 'unsupported_media_type', post(headers, 'x'));
  });

  it('a body of no type', async () => {
    const answer = await small.raw('POST', logPath, ['Content-Length: 1'], 'x');
    expect([answer.status, answer.headers.get('accept')]).toEqual([415, 'text/plain']);
  });

  it('octets that are not UTF-8', async () => {
    const body = new Uint8Array([0x4e, 0xff, 0xfe]);
    await small.problem(logPath, 400, 'malformed_request', post({ 'content-type': 'text/plain' }, body));
  });

  it('a body that announces more than may be', async () => {
    const headers = ['Content-Type: text/plain', `Content-Length: ${limits.verificationTextMaxBytes + 1}`];
    const answer = await small.raw('POST', logPath, headers, 'begins');
    expect(answer.status).toBe(413);
    expect(answer.text).toContain(String(limits.verificationTextMaxBytes));
  });

  it('a body in chunks that grows past what may be', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const chunks = Array.from({ length: 9 }, () => [
      Buffer.from('100000\r\n'),
      chunk,
      Buffer.from('\r\n'),
    ]).flat();
    const body = Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
    const answer = await small.raw(
      'POST',
      logPath,
      ['Content-Type: text/plain', 'Transfer-Encoding: chunked'],
      body,
    );
    expect(answer.status).toBe(413);
  });

  it('nothing as large as may be', async () => {
    const found = await verify(
      Buffer.alloc(limits.verificationTextMaxBytes, '🌅'),
      '/v1/sources/hill-post/verification',
    );
    expect(found).toMatchObject({
      contentLength: limits.verificationTextMaxBytes / 4,
      counts: { missing: 2 },
    });
  });

  it('an unknown source, parameters, and a wrong id', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' };
    const problem = await small.problem('/v1/sources/none/verification', 404, 'not_found', init);
    expect(problem.detail).toBe('There is no source with the id "none".');
    await small.problem(`${logPath}?limit=1`, 400, 'unknown_parameter', init);
    const wrong = await small.problem('/v1/sources/No!/verification', 400, 'invalid_parameter', init);
    expect(wrong.errors).toEqual([expect.objectContaining({ parameter: 'sourceId' })]);
  });
});

it('a source finds the claims that it reports, without a passage of theirs', async () => {
  const misc = await startApi([
    JSON.parse(readFileSync(new URL('../../fixtures/misc.json', import.meta.url), 'utf8')),
  ]);
  for (const path of ['/v1/claims?sourceId=s1', '/v1/sources/s1/claims'])
    expect(await misc.ids(path)).toEqual(['c1']);
  expect(await misc.ids('/v1/events?sourceId=s1')).toEqual(['kyiv-night']);
  expect(await misc.ids('/v1/claims?sourceId=s2')).toEqual([]);
  expect(await misc.ids('/v1/actors?externalId=wikidata:Q424242')).toEqual(['a2', 'a1']);
  expect((await misc.ids('/v1/sources?url=https://example.org/a?b=1')).toSorted()).toEqual(['s1', 's2']);
  await misc.close();
});
