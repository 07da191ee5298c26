import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifySource } from '../../src/actions/verify.ts';
import { fingerprintOf } from '../../src/domain/fingerprint.ts';
import type { Store } from '../../src/domain/store.ts';
import { SourceVerification } from '../../src/domain/verification.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { actor, claim, dataset, firstDay, source } from '../helpers/records.ts';

const text = 'Ÿ 🏛 one. Two, two. Three.';
const passage = (words: string, sourceId = 'letter') => {
  const start = [...text.slice(0, text.indexOf(words))].length;
  return { sourceId, start, end: start + [...words].length, quoteSha256: hash('sha256', words) };
};

let store: Store;
beforeAll(async () => {
  store = openSqliteStore(':memory:');
  const within = <T>(record: T) => ({ datasetId: 'post', record });
  const batch = {
    dataset: [within(dataset('post'))],
    source: [
      within(source('letter', { contentSha256: hash('sha256', text), contentLength: [...text].length })),
      within(source('card')),
    ],
    actor: [within(actor('speaker'))],
    claim: [
      within(claim('b', { evidence: [passage('Three'), passage('one'), passage('one', 'card')] })),
      within(claim('a', { evidence: [{ ...passage('two'), paragraph: 4 }] })),
    ],
  };
  await store.write(batch, firstDay);
});
afterAll(() => store.close());

const verify = (of: string, now: string) => verifySource(store, of, Buffer.from(now));

it('reports every passage of the source, by claim and place, and whether the text is the recorded one', async () => {
  const found = await verify('letter', text);
  const anchored = { state: 'anchored', movedTo: null };
  expect(SourceVerification.parse(found)).toEqual({
    sourceId: 'letter',
    contentLength: 25,
    contentSha256: hash('sha256', text),
    sameContent: true,
    counts: { anchored: 3, moved: 0, ambiguous: 0, missing: 0 },
    locators: [
      {
        claimId: 'a',
        position: 0,
        start: 14,
        end: 17,
        paragraph: 4,
        quoteFingerprint: fingerprintOf('two'),
        ...anchored,
      },
      {
        claimId: 'b',
        position: 0,
        start: 19,
        end: 24,
        paragraph: null,
        quoteFingerprint: fingerprintOf('Three'),
        ...anchored,
      },
      {
        claimId: 'b',
        position: 1,
        start: 4,
        end: 7,
        paragraph: null,
        quoteFingerprint: fingerprintOf('one'),
        ...anchored,
      },
    ],
  });
});

it('tells what became of each in an edited text', async () => {
  const found = await verify('letter', 'Ÿ 🏛 One, one. Two, two and two. Four.');
  expect(found.sameContent).toBe(false);
  expect(found.counts).toEqual({ anchored: 0, moved: 1, ambiguous: 1, missing: 1 });
  expect(found.locators.map(({ state, movedTo }) => [state, movedTo])).toEqual([
    ['ambiguous', null],
    ['missing', null],
    ['moved', 9],
  ]);
  expect(found.locators.map(({ quoteFingerprint }) => quoteFingerprint)).toEqual([
    null,
    null,
    fingerprintOf('one'),
  ]);
});

it('compares with no hash where none is recorded', async () => {
  expect(await verify('card', '')).toMatchObject({
    sameContent: null,
    contentLength: 0,
    counts: { missing: 1 },
  });
});

it('knows only sources that the store holds', async () => {
  const failure = { code: 'not_found', faults: [{ parameter: 'sourceId' }] };
  await expect(verify('telegram', text)).rejects.toMatchObject(failure);
});

it('reads UTF-8 only', async () => {
  const bytes = Buffer.from([0xe2, 0x28, 0xa1]);
  await expect(verifySource(store, 'letter', bytes)).rejects.toMatchObject({ code: 'invalid_parameter' });
});
