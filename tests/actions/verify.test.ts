import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifySource } from '../../src/actions/verify.ts';
import { locatorAt } from '../../src/domain/anchoring/locator-at.ts';
import { SourceText } from '../../src/domain/anchoring/source-text.ts';
import { limits } from '../../src/domain/limits.ts';
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
  const source = new SourceText(Buffer.from(text));
  const anchored = (start: number, end: number) => ({
    ...{ start, end, state: 'anchored', normalization: [], candidates: [], hint: null },
    found: locatorAt(source, start, end),
  });
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
        paragraph: 4,
        ...anchored(14, 17),
      },
      {
        claimId: 'b',
        position: 0,
        paragraph: null,
        ...anchored(19, 24),
      },
      {
        claimId: 'b',
        position: 1,
        paragraph: null,
        ...anchored(4, 7),
      },
    ],
    unlocated: [],
  });
});

it('tells what became of each in an edited text', async () => {
  const found = await verify('letter', 'Ÿ 🏛 One, one. Two, two and two. Four.');
  expect(found.sameContent).toBe(false);
  expect(found.counts).toEqual({ anchored: 0, moved: 1, ambiguous: 1, missing: 1 });
  const locators = found.locators.map(({ state, found, candidates }) => [state, found?.start, candidates]);
  expect(locators).toEqual([
    [
      'ambiguous',
      undefined,
      [
        { start: 19, end: 22 },
        { start: 27, end: 30 },
      ],
    ],
    ['missing', undefined, []],
    ['moved', 9, []],
  ]);
  expect(found.locators.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('prefixSha256'),
    expect.stringContaining('plainSha256'),
    null,
  ]);
});

it('lists a bounded number of places of an ambiguous passage', async () => {
  const { locators } = await verify('letter', 'two '.repeat(1000));
  expect(locators[0]).toMatchObject({ state: 'ambiguous', found: null });
  expect(locators[0]?.candidates.map(({ start }) => start)).toEqual(
    Array.from({ length: limits.candidatesListedMax }, (_, index) => index * 4),
  );
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
