import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { independentCount } from '../../src/domain/independence.ts';

const tree = (origins: Record<string, string[]>) => new Map(Object.entries(origins));

/** Returns a source and all of its origins, through any number of steps. */
function reachOf(sourceId: string, origins: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reach = new Set([sourceId]);
  for (const id of reach) for (const origin of origins.get(id) ?? []) reach.add(origin);
  return reach;
}

/** Returns the sources behind a source that derive from no source but those that derive from them. */
function rootsOf(sourceId: string, origins: ReadonlyMap<string, readonly string[]>): Set<string> {
  const isRoot = (id: string) => [...reachOf(id, origins)].every((other) => reachOf(other, origins).has(id));
  return new Set([...reachOf(sourceId, origins)].filter(isRoot));
}

describe('independent sources', () => {
  const expectations: [string, string[], Record<string, string[]>, number][] = [
    ['none', [], {}, 0],
    ['two of their own', ['a', 'b'], {}, 2],
    ['the same one twice', ['a', 'a'], {}, 1],
    ['a copy beside its original', ['a', 'copy'], { copy: ['a'] }, 1],
    ['two copies without their original', ['x', 'y'], { x: ['a'], y: ['a'] }, 1],
    ['a chain', ['c', 'a'], { c: ['b'], b: ['a'] }, 1],
    ['a diamond', ['d', 'l', 'r'], { d: ['l', 'r'], l: ['a'], r: ['a'] }, 1],
    ['a piece from two wires', ['mix'], { mix: ['a', 'b'] }, 1],
    ['a piece from two wires, and the wires', ['mix', 'a', 'b'], { mix: ['a', 'b'] }, 2],
    ['a piece from two wires, and one of them', ['mix', 'a'], { mix: ['a', 'b'] }, 1],
    [
      'the one in the middle stands in the way of two',
      ['aa', 'bb', 'cc'],
      { aa: ['2', '3'], bb: ['1', '2'], cc: ['3', '4'] },
      2,
    ],
    ['a circle', ['a', 'b', 'c'], { a: ['b'], b: ['c'], c: ['a'] }, 1],
    ['a source that came from itself', ['a', 'b'], { a: ['a'] }, 2],
    ['a copy of one in a circle', ['0-copy', 'b'], { '0-copy': ['a'], a: ['b'], b: ['a'] }, 1],
    ['two copies of one circle', ['x', 'y'], { x: ['a'], y: ['b'], a: ['b'], b: ['a'] }, 1],
    ['a circle that came from a wire', ['a', 'wire'], { a: ['b'], b: ['a', 'wire'] }, 1],
    [
      'a piece from a wire and a circle, and the circle',
      ['mix', 'a'],
      { mix: ['wire', 'a'], a: ['b'], b: ['a'] },
      1,
    ],
    ['two circles', ['a', 'x'], { a: ['b'], b: ['a'], x: ['y'], y: ['x'] }, 2],
    ['an origin that nobody knows', ['a', 'b'], { a: ['unknown'], b: ['unknown'] }, 1],
  ];
  for (const [what, sources, origins, expected] of expectations) {
    it(`${what}: ${expected}`, () => {
      expect(independentCount(sources, tree(origins))).toBe(expected);
      expect(independentCount([...sources].reverse(), tree(origins))).toBe(expected);
    });
  }

  const names = Array.from({ length: 9 }, (_, index) => `s${index}`);
  const some = fc.subarray(names);
  const trees = fc
    .array(fc.tuple(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 })), {
      maxLength: 12,
    })
    .map((steps) => new Map(steps));

  it('do not depend on the order in which they come', () => {
    fc.assert(
      fc.property(some, trees, (sources, origins) => {
        const backwards = new Map([...origins].reverse().map(([id, from]) => [id, [...from].reverse()]));
        expect(independentCount([...sources].reverse(), backwards)).toBe(independentCount(sources, origins));
      }),
    );
  });

  it('do not depend on what they are called', () => {
    fc.assert(
      fc.property(
        some,
        trees,
        fc.shuffledSubarray(names, { minLength: names.length }),
        (sources, origins, others) => {
          const renamed = (id: string) => others[names.indexOf(id)] ?? id;
          const moved = new Map([...origins].map(([id, from]) => [renamed(id), from.map(renamed)]));
          expect(independentCount(sources.map(renamed), moved)).toBe(independentCount(sources, origins));
        },
      ),
    );
  });

  it('another source adds one at most, and never takes one away', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...names), trees, (sources, another, origins) => {
        const [before, after] = [
          independentCount(sources, origins),
          independentCount([...sources, another], origins),
        ];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(before + 1);
      }),
    );
  });

  it('a copy of a source that is there adds nothing', () => {
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1 }), trees, (sources, origins) => {
        const copies = new Map([...origins, ['copy', [sources[0] ?? '']]]);
        expect(independentCount([...sources, 'copy'], copies)).toBe(independentCount(sources, origins));
      }),
    );
  });

  it('are at least one where there is any source, and at most as many as there are', () => {
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1 }), trees, (sources, origins) => {
        const count = independentCount(sources, origins);
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(sources.length);
      }),
    );
  });

  it('of two are two exactly if they share no root', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...names), trees, (one, other, origins) => {
        const shared = [...rootsOf(one, origins)].filter((root) => rootsOf(other, origins).has(root));
        expect(independentCount([one, other], origins)).toBe(shared.length === 0 ? 2 : 1);
      }),
    );
  });

  it.each([
    ['a circle', (id: number) => [`m${(id + 1) % 3000}`], 1],
    ['a chain', (id: number) => (id === 0 ? [] : [`m${id - 1}`]), 1],
    ['a chain that draws on another source at each step', (id: number) => [`m${id - 1}`, `r${id}`], 1],
    ['circles of two', (id: number) => [`m${id % 2 === 0 ? id + 1 : id - 1}`], 1500],
  ])('are found in %s of thousands of sources', (_, originsOf, expected) => {
    const many = Array.from({ length: 3000 }, (_, index) => `m${index}`);
    const origins = new Map(many.map((id, index) => [id, originsOf(index)]));
    expect(independentCount(many, origins)).toBe(expected);
  });

  it('are counted among thousands at once', () => {
    const many = Array.from({ length: 3000 }, (_, index) => `m${index}`);
    const pairs = new Map(many.map((id, index) => [id, [`r${index}`, `r${index + 1}`]]));
    expect(independentCount(many, new Map())).toBe(3000);
    const counted = independentCount(many, pairs);
    expect(counted).toBeGreaterThanOrEqual(1000);
    expect(counted).toBeLessThanOrEqual(1500);
  });
});
