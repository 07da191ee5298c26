import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RecordKind, recordKinds } from '../../src/domain/kinds.ts';
import { idPattern } from '../../src/domain/primitives.ts';
import { recordSchemas, referencesOf } from '../../src/domain/records.ts';
import { claim, fullRecords, leastRecord, responsible } from '../helpers/records.ts';

type Node = {
  type?: string;
  pattern?: string;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  $ref?: string;
  $defs?: Record<string, Node>;
};

/** The paths of all fields of a schema that hold an id, with `*` for an index. */
function idPaths(node: Node, root: Node, path: string[] = []): string[] {
  if (node.$ref !== undefined)
    return idPaths(root.$defs?.[node.$ref.replace('#/$defs/', '')] ?? {}, root, path);
  if (node.pattern === idPattern.source) return [path.join('/')];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, part]) => idPaths(part, root, [...path, name])),
    ...(node.items === undefined ? [] : idPaths(node.items, root, [...path, '*'])),
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((part) => idPaths(part, root, path)),
  ];
}

/** Fields with the id of a word that a dataset declares, which is no record. */
const words = ['proposition/predicate', 'predicates/*/id', 'subtype', 'subtypes/*/id'];

describe('references', () => {
  for (const kind of recordKinds) {
    it(`of a ${kind}: every field of its schema that holds an id is found, but its own`, () => {
      const schema: z.ZodType = recordSchemas[kind];
      const json = z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as Node;
      const expected = new Set(idPaths(json, json).filter((path) => path !== 'id' && !words.includes(path)));
      const found = referencesOf(kind, fullRecords[kind]).map(({ path }) =>
        path.map((part) => (typeof part === 'number' ? '*' : part)).join('/'),
      );
      expect(new Set(found)).toEqual(expected);
    });

    it(`of a ${kind}: each names the kind and the place of what it refers to`, () => {
      expect(schemaAccepts(kind)).toBe(true);
      for (const { path, kind: target, id } of referencesOf(kind, fullRecords[kind])) {
        expect(id.startsWith(`${target}-`), `${path.join('/')} is a ${target}`).toBe(true);
        const held = path.reduce<unknown>(
          (part, step) => (part as Record<string | number, unknown>)[step],
          fullRecords[kind],
        );
        expect(held).toBe(id);
      }
    });

    it(`of a ${kind} with nothing in it: none but what it must name`, () => {
      const expected = kind === 'claim' ? ['claimantId', 'proposition/subject/id'] : [];
      expect(referencesOf(kind, leastRecord[kind]('o')).map(({ path }) => path.join('/'))).toEqual(expected);
    });
  }

  it('to an event as subject and to an actor as object are told apart', () => {
    const proposition = {
      ...responsible('a', 'e'),
      subject: { kind: 'event' as const, id: 'x' },
      object: { kind: 'actor' as const, id: 'y' },
    };
    const found = referencesOf('claim', claim('c', { proposition })).map(({ kind, id }) => `${kind} ${id}`);
    expect(found).toEqual(['actor speaker', 'event x', 'actor y']);
  });
});

const schemaAccepts = (kind: RecordKind): boolean => recordSchemas[kind].safeParse(fullRecords[kind]).success;
