import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { type MemberChange, memberChanges } from '../../src/domain/member-changes.ts';

const json = fc.jsonValue({ maxDepth: 4 });
/** Objects of scalars and objects, whose changes can be made again. */
const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
  tree: fc.dictionary(fc.string({ maxLength: 2 }), fc.oneof(fc.integer(), fc.string(), tie('tree')), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));

/** Makes a change to a value. */
function changed(value: unknown, { pointer, after }: MemberChange): unknown {
  if (pointer === '') return after;
  const names = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop() ?? '';
  const copy = structuredClone(value);
  let owner = copy as Record<string, unknown>;
  for (const name of names) owner = owner[name] as Record<string, unknown>;
  if (after === null) delete owner[last];
  else owner[last] = after;
  return copy;
}

describe('the changes from one version of a record to another', () => {
  it('are none exactly where both are equal, whatever the order of members', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(memberChanges(one, structuredClone(one))).toEqual([]);
        expect(memberChanges(one, other).length === 0).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
  });

  it('lead from one to the other', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        expect(memberChanges(one, other).reduce(changed, one)).toEqual(other);
      }),
    );
  });

  it('name the innermost members that differ', () => {
    const before = { title: 'A', place: { name: 'Hall', countryCode: 'RU' }, tags: ['a', 'b'], 'a/b': 1 };
    const after = { title: 'A', place: { name: 'Hall', admin1: 'X' }, tags: ['a', 'c'], 'a/b': 2 };
    expect(memberChanges(before, after)).toEqual([
      { pointer: '/place/countryCode', before: 'RU', after: null },
      { pointer: '/place/admin1', before: null, after: 'X' },
      { pointer: '/tags/1', before: 'b', after: 'c' },
      { pointer: '/a~1b', before: 1, after: 2 },
    ]);
  });

  it('name what only one of two lists of different lengths has', () => {
    expect(memberChanges(['a', 'b', 'b', 'c'], ['b', 'c', 'd'])).toEqual([
      { pointer: '/0', before: 'a', after: null },
      { pointer: '/2', before: 'b', after: null },
      { pointer: '/2', before: null, after: 'd' },
    ]);
  });
});
