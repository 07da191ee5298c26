import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { kinds } from './kinds.ts';
import { Label, LabelInput, labelOf } from './label.ts';
import { limits } from './limits.ts';
import { suggestion } from './nearest.ts';
import { PredicateId, predicates, SubjectKind, TermKind } from './predicate.ts';
import { idOf, longText, shortText } from './primitives.ts';
import { terms } from './terms.ts';

/** Declares the words that a dataset adds to the model: predicates, and subtypes of events and actors. */

/** Returns the schema of a list of declarations: an id is declared once. */
const declarations = <T extends z.ZodType<{ id: string }>>(item: T) =>
  z
    .array(item)
    .max(limits.declarationsMax, { error: `must have at most ${limits.declarationsMax} entries` })
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      for (const [index, { id }] of entries.entries()) {
        const message = `"${id}" is declared twice in this dataset`;
        if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message });
        seen.add(id);
      }
    });

const kindsOf = <T extends z.ZodType>(kind: T) =>
  z
    .array(kind)
    .min(1)
    .refine((kinds) => new Set(kinds).size === kinds.length, { error: 'must name each kind once' });

const id = PredicateId.refine((given) => !predicates.has(given), {
  error: ({ input }) => `must be an id of your own: the program has a predicate "${String(input)}"`,
}).meta({
  description:
    'Id of the predicate. It may not be that of a predicate of the program, and means one thing in a database.',
  examples: ['houses_flooded'],
});
const subjects = kindsOf(SubjectKind).meta({ description: 'Allowed kinds of subject.' });
const objects = kindsOf(TermKind).meta({ description: 'Allowed kinds of object.' });
const unit = shortText();
const functional = z.boolean();

const labelText =
  'Text of the predicate between subject and object. `many` stands before a number that is not one.';
const descriptionText = 'Meaning of the predicate, in a sentence.';
const unitText =
  'The unit or currency that its quantities must have, such as `houses`, or `EUR` of ISO 4217.';
const functionalText =
  '`true` if only one object can be true for a subject. Claims with another object then contest it.';

const PredicateDeclarationInput = z
  .strictObject({
    id,
    label: LabelInput.meta({ description: labelText }),
    description: longText().optional().meta({ description: descriptionText }),
    subjects,
    objects,
    unit: unit.optional().meta({ description: `${unitText} Any unit if absent.` }),
    functional: functional.optional().meta({ description: `${functionalText} \`false\` if absent.` }),
  })
  .refine(({ unit, objects }) => unit === undefined || objects.includes('quantity'), {
    error: 'must be left out: "objects" does not name "quantity"',
    path: ['unit'],
  })
  .meta({
    id: 'PredicateDeclarationInput',
    description: 'A predicate that a dataset declares, as written in a dataset file.',
  });

export const predicateMembers = {
  id: PredicateId,
  label: Label.meta({ description: labelText }),
  description: longText()
    .nullable()
    .meta({ description: `${descriptionText} Null if there is none.` }),
  subjects,
  objects,
  unit: unit.nullable().meta({ description: `${unitText} Null for any unit.` }),
  functional: functional.meta({ description: functionalText }),
};

const PredicateDeclaration = z.strictObject(predicateMembers).meta({
  id: 'PredicateDeclaration',
  description: 'A predicate that a dataset declares.',
  examples: [
    {
      id: 'houses_flooded',
      label: { one: 'house flooded', many: 'houses flooded' },
      description: 'Number of houses that the event flooded.',
      subjects: ['event'],
      objects: ['quantity'],
      unit: 'houses',
      functional: true,
    },
  ],
});
export type PredicateDeclaration = z.infer<typeof PredicateDeclaration>;

export const SubtypeKindTerms = terms('SubtypeKind', 'Kind of record that a subtype is of.', {
  event: 'An event.',
  actor: 'An actor.',
});
const SubtypeKind = SubtypeKindTerms.schema;

const subtypeId = idOf('the subtype').meta({
  description: 'Id of the subtype. It means one thing in a database.',
  examples: ['drone_strike'],
});
const subtypeLabel = 'Name of the subtype: for one record, and for several.';
const subtypeText = 'Meaning of the subtype, in a sentence.';

const SubtypeDeclarationInput = z
  .strictObject({
    id: subtypeId,
    kind: SubtypeKind,
    label: LabelInput.meta({ description: subtypeLabel }),
    description: longText().optional().meta({ description: subtypeText }),
  })
  .meta({
    id: 'SubtypeDeclarationInput',
    description: 'A subtype that a dataset declares, as written in a dataset file.',
  });

export const subtypeMembers = {
  id: subtypeId,
  kind: SubtypeKind,
  label: Label.meta({ description: subtypeLabel }),
  description: longText()
    .nullable()
    .meta({ description: `${subtypeText} Null if there is none.` }),
};

const SubtypeDeclaration = z.strictObject(subtypeMembers).meta({
  id: 'SubtypeDeclaration',
  description: 'A subtype of events or actors that a dataset declares.',
  examples: [
    {
      id: 'drone_strike',
      kind: 'event',
      label: { one: 'drone strike', many: 'drone strikes' },
      description: 'An attack by aircraft without a crew.',
    },
  ],
});
type SubtypeDeclaration = z.infer<typeof SubtypeDeclaration>;

export const declaredInput = {
  predicates: declarations(PredicateDeclarationInput)
    .optional()
    .meta({ description: 'Predicates of its own, beside those of the program.' }),
  subtypes: declarations(SubtypeDeclarationInput)
    .optional()
    .meta({ description: 'Subtypes of its events and actors.' }),
};
export const declaredMembers = {
  predicates: declarations(PredicateDeclaration).meta({ description: 'Predicates of its own.' }),
  subtypes: declarations(SubtypeDeclaration).meta({ description: 'Subtypes of its events and actors.' }),
};

type DeclaredInput = { [K in keyof typeof declaredInput]?: z.infer<(typeof declaredInput)[K]> };
/** The words that a dataset declares. */
export type Declared = {
  predicates: readonly PredicateDeclaration[];
  subtypes: readonly SubtypeDeclaration[];
};

/** Returns the words that a dataset declares, with every member. */
export const declaredIn = (input: DeclaredInput) => ({
  predicates: (input.predicates ?? []).map(
    (predicate): PredicateDeclaration => ({
      id: predicate.id,
      label: labelOf(predicate.label),
      description: predicate.description ?? null,
      subjects: predicate.subjects,
      objects: predicate.objects,
      unit: predicate.unit ?? null,
      functional: predicate.functional ?? false,
    }),
  ),
  subtypes: (input.subtypes ?? []).map(
    (subtype): SubtypeDeclaration => ({
      id: subtype.id,
      kind: subtype.kind,
      label: labelOf(subtype.label),
      description: subtype.description ?? null,
    }),
  ),
});

/** The words that one dataset declares. */
export type DeclaringDataset = Declared & { datasetId: string };

/** A word that two datasets declare with different meanings. */
export type Conflict = { list: keyof Declared; index: number; id: string; otherId: string };

/** Returns the words of a dataset that another dataset declares with another meaning. */
export function conflictsOf(dataset: DeclaringDataset, others: Iterable<DeclaringDataset>): Conflict[] {
  const found: Conflict[] = [];
  for (const other of others) {
    if (other.datasetId === dataset.datasetId) continue;
    for (const list of declaredLists) {
      const known = new Map(other[list].map((declaration) => [declaration.id, declaration]));
      for (const [index, declaration] of dataset[list].entries()) {
        const same = known.get(declaration.id);
        if (same === undefined || canonicalJson(same) === canonicalJson(declaration)) continue;
        found.push({ list, index, id: declaration.id, otherId: other.datasetId });
      }
    }
  }
  return found;
}

const declaredLists = Object.keys(declaredMembers) as (keyof Declared)[];

/** The name in messages of a word of each list. */
export const wordNames = { predicates: 'predicate', subtypes: 'subtype' } as const;

/** The use of a word that a dataset declares: the kind of record that uses it. */
export type WordUse = { user: 'claim' | 'event' | 'actor'; word: string; datasetId: string };

/** Returns the uses that a dataset declared before and no longer does. */
export function droppedUses(before: DeclaringDataset, after: Declared): WordUse[] {
  const { datasetId } = before;
  const predicates = before.predicates
    .filter(({ id }) => after.predicates.every((other) => other.id !== id))
    .map(({ id }) => ({ user: 'claim' as const, word: id, datasetId }));
  const subtypes = before.subtypes
    .filter(({ id, kind }) => after.subtypes.every((other) => other.id !== id || other.kind !== kind))
    .map(({ id, kind }) => ({ user: kind, word: id, datasetId }));
  return [...predicates, ...subtypes];
}

/** The list of a dataset that declares the words which a kind of record uses. */
export const listFor = (user: WordUse['user']): keyof Declared =>
  user === 'claim' ? 'predicates' : 'subtypes';

/** Returns the fault of a dataset that no longer declares a word which a record uses. */
export const inUseText = ({ user, word }: WordUse, recordId: string): string =>
  `no longer declares the ${wordNames[listFor(user)]} "${word}" for its ${user} "${recordId}", which uses it: ` +
  `change its ${user}s first, or in the same import`;

/** Returns the fault of a dataset that declares a word with another meaning than another dataset. */
export const conflictText = ({ list, id, otherId }: Conflict): string =>
  `declares the ${wordNames[list]} "${id}" with another meaning than the dataset "${otherId}": an id means one thing in a ` +
  'database, so declare it with equal members, or choose another id';

/** Returns the fault of a subtype that the dataset of a record does not declare for its kind; null if it does. */
export function subtypeFault(
  kind: SubtypeDeclaration['kind'],
  id: string,
  datasetId: string,
  subtypes: Declared['subtypes'],
): string | null {
  const declared = subtypes.find((subtype) => subtype.id === id);
  if (declared?.kind === kind) return null;
  const expected = `must be a subtype of ${kinds[kind].plural} that the dataset "${datasetId}" declares in its "subtypes"; got "${id}"`;
  if (declared !== undefined) return `${expected}, which is one of ${kinds[declared.kind].plural}`;
  const known = subtypes.filter((subtype) => subtype.kind === kind).map((subtype) => subtype.id);
  return `${expected}${suggestion(id, known)}`;
}
