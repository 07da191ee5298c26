import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { jsonPointer } from '../../src/domain/json-pointer.ts';

const json = fc.jsonValue({ maxDepth: 4 });

/** Every object's properties the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reversed(part)]),
  );
}

describe('canonical JSON', () => {
  it('is the same whatever the order of properties', () => {
    fc.assert(fc.property(json, (value) => canonicalJson(reversed(value)) === canonicalJson(value)));
  });

  it('is the value itself when read again', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps the order of lists, and leaves out what JSON has no word for', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: undefined, c: null } })).toBe('{"a":{"c":null},"b":[2,1]}');
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});

describe('a JSON pointer (RFC 6901)', () => {
  it('escapes tilde and slash, as the standard’s own examples do (§5)', () => {
    expect(jsonPointer([])).toBe('');
    expect(jsonPointer(['foo', 0])).toBe('/foo/0');
    expect(jsonPointer([''])).toBe('/');
    expect(jsonPointer(['a/b'])).toBe('/a~1b');
    expect(jsonPointer(['m~n'])).toBe('/m~0n');
    expect(jsonPointer(['~1'])).toBe('/~01');
    expect(jsonPointer([' ', 'c%d', '\\'])).toBe('/ /c%d/\\');
  });

  it('tells every path apart', () => {
    const read = (pointer: string) =>
      pointer
        .split('/')
        .slice(1)
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') })), (path) => {
        expect(read(jsonPointer(path))).toEqual(path);
      }),
    );
  });
});
