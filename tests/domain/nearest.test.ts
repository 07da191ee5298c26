import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName, suggestion } from '../../src/domain/nearest.ts';

const known = [
  'q',
  'from',
  'to',
  'on',
  'type',
  'tag',
  'actorId',
  'aboutActorId',
  'countryCode',
  'limit',
  'cursor',
];

describe('the nearest name', () => {
  it.each([
    ['limt', 'limit'],
    ['lmiit', 'limit'],
    ['LIMIT', 'limit'],
    ['tags', 'tag'],
    ['tga', undefined],
    ['types', 'type'],
    ['actor_id', 'actorId'],
    ['actor-id', 'actorId'],
    ['actor', 'actorId'],
    ['about', 'aboutActorId'],
    ['aboutActor', 'aboutActorId'],
    ['country', 'countryCode'],
    ['limit[]', 'limit'],
    ['offset', undefined],
    ['x', undefined],
    ['ab', undefined],
    ['', undefined],
    ['_-_', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
    [`limit${' '.repeat(100)}`, undefined],
  ])('to %j is %j', (given, expected) => {
    expect(nearestName(given, known)).toBe(expected);
  });

  it('is suggested in words', () => {
    expect([suggestion('limt', known), suggestion('colour', known)]).toEqual([
      ' (did you mean "limit"?)',
      '',
    ]);
  });

  it('is none where none is known', () => {
    expect(nearestName('limit', [])).toBeUndefined();
  });

  it('is always a known one, and a known name is nearest to itself', () => {
    const name = fc.string({ minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(name, { maxLength: 12 }), (given, names) => {
        const found = nearestName(given, names);
        if (found !== undefined) expect(names).toContain(found);
      }),
    );
    for (const each of known) expect(nearestName(each, known)).toBe(each);
  });

  it('is the name meant, where one letter was left out, doubled or changed', () => {
    const long = known.filter((name) => name.length >= 4);
    const at = fc
      .constantFrom(...long)
      .chain((name) => fc.tuple(fc.constant(name), fc.integer({ min: 0, max: name.length - 1 })));
    fc.assert(
      fc.property(at, ([name, index]) => {
        const [before, letter, after] = [name.slice(0, index), name[index] ?? '', name.slice(index + 1)];
        for (const slip of [
          `${before}${after}`,
          `${before}${letter}${letter}${after}`,
          `${before}!${after}`,
        ]) {
          expect(nearestName(slip, known), slip).toBe(name);
        }
      }),
    );
  });
});
