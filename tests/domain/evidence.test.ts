import { describe, expect, it } from 'vitest';
import { carriersOf } from '../../src/domain/claim.ts';
import { Evidence, EvidenceInput, evidenceOf } from '../../src/domain/evidence.ts';

const place = { start: 0, end: 5, quoteSha256: '0'.repeat(64) };
const faultsOf = (value: object) =>
  EvidenceInput.safeParse({ sourceId: 's', ...value }).error?.issues.map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  ) ?? [];

describe('evidence', () => {
  it('may name only its source, and is unlocated then', () => {
    expect(faultsOf({})).toEqual([]);
    expect(Evidence.parse(evidenceOf({ sourceId: 's', fragment: 'page=3' }))).toMatchObject({
      state: 'unlocated',
      start: null,
      end: null,
      quoteSha256: null,
      fragment: 'page=3',
    });
    expect(evidenceOf({ sourceId: 's', ...place })).toMatchObject({
      state: 'located',
      ...place,
      fragment: null,
    });
  });

  it.each([
    't=83,91',
    't=npt:10.5,20',
    't=,20',
    't=10',
    't=0:02:00,121.5',
    't=02:00',
    'xywh=160,120,320,240',
    'xywh=percent:5,5,40,30',
    'xywh=pixel:0,0,1,1',
    'page=12',
    't=83,91&xywh=percent:5,5,40,30',
  ])('may have the fragment %s', (fragment) => expect(faultsOf({ fragment })).toEqual([]));

  it.each([
    '',
    '83,91',
    't=',
    't=a',
    't=83,91&',
    'page=0',
    'page=xii',
    'xywh=1,2,3',
    'xywh=em:1,2,3,4',
    '#t=1',
    't=1 ',
    't=99:99',
  ])('may not have the fragment %j', (fragment) =>
    expect(faultsOf({ fragment }).join()).toMatch(/^fragment must be a time such as/),
  );

  it.each([
    ['t=91,83', 'must have an end after its beginning'],
    ['t=5,5', 'must have an end after its beginning'],
    ['t=0:02:00,119', 'must have an end after its beginning'],
    ['t=,0', 'must have an end after its beginning'],
    ['xywh=percent:50,50,60,10', 'must lie within the picture'],
    ['xywh=percent:50,50,10,60', 'must lie within the picture'],
    ['xywh=0,0,0,10', 'must have a width and a height above 0'],
    ['t=83,91&t=1,2', 'must have t only once'],
    ['page=1&page=2', 'must have page only once'],
  ])('may not have the impossible fragment %s', (fragment, fault) => {
    expect(faultsOf({ fragment })).toEqual([expect.stringContaining(`fragment ${fault}`)]);
    expect(faultsOf({ fragment }).join()).toContain(`got ${JSON.stringify(fragment)}`);
  });

  it.each([
    [
      'a start alone',
      { start: 1 },
      ['end is missing: give start, end and quoteSha256 together, or none of them'],
    ],
    [
      'no hash',
      { start: 1, end: 2 },
      ['quoteSha256 is missing: give start, end and quoteSha256 together, or none of them'],
    ],
    [
      'a hash alone',
      { quoteSha256: place.quoteSha256 },
      ['start is missing: give start, end and quoteSha256 together, or none of them'],
    ],
    [
      'a context without a place',
      { prefixSha256: place.quoteSha256 },
      ['prefixSha256 needs start, end and quoteSha256'],
    ],
    [
      'a fingerprint without a place',
      { quoteFingerprint: '0'.repeat(16) },
      ['quoteFingerprint needs start, end and quoteSha256'],
    ],
    [
      'a fragment of a text',
      { ...place, fragment: 'page=1' },
      ['fragment must not stand beside start, end and quoteSha256: it is for a source without text'],
    ],
    ['an end before its start', { ...place, start: 9 }, ['end must be greater than start']],
  ])('is wrong with %s', (_what, value, faults) => expect(faultsOf(value)).toEqual(faults));
});

describe('the sources that carry a claim', () => {
  const link = (sourceId: string | null) => ({ sourceId });
  it.each<[string, string[], (string | null)[], string[]]>([
    ['its evidence', ['a', 'b'], ['c'], ['a', 'b']],
    ['the outermost source of its chain, if it has no evidence', [], [null, 'c', 'd'], ['c']],
    ['none', [], [null], []],
  ])('are %s', (_what, cited, chain, carriers) => {
    const claim = { evidence: cited.map((sourceId) => ({ sourceId })), attributionChain: chain.map(link) };
    expect(carriersOf(claim)).toEqual(carriers);
  });
});
