import { z } from 'zod';
import { limits } from '../domain/limits.ts';

/** Finds the parts of a zod schema by the path to a value. */

type Schema = z.core.$ZodType;

/** Returns the schema inside of optional and nullable ones. */
export function bare(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema;
}

/** Returns the schemas that a value may follow: the options of a discriminated union, or the schema alone. */
export function formsOf(schema: Schema): readonly Schema[] {
  const found = bare(schema);
  return found instanceof z.ZodDiscriminatedUnion ? found.options.flatMap(formsOf) : [found];
}

/** Returns the schemas of a member of an object (`name`) or of an item of a list (`0`); none if there are none. */
export function stepInto(schema: Schema, step: string): readonly Schema[] {
  return formsOf(schema).flatMap((form) => {
    if (form instanceof z.ZodObject) {
      return Object.hasOwn(form.shape, step) ? formsOf(form.shape[step]) : [];
    }
    return form instanceof z.ZodArray && isIndex(step) ? formsOf(form.element) : [];
  });
}

/** Returns the schemas that the value at a path may follow; none if the schema has no such place. */
export const formsAt = (schema: Schema, path: readonly PropertyKey[]): readonly Schema[] =>
  path.reduce<readonly Schema[]>(
    (forms, step) => forms.flatMap((form) => stepInto(form, String(step))),
    formsOf(schema),
  );

/** Returns the names of the members that objects of these schemas may have. */
export const memberNames = (forms: readonly Schema[]): string[] => [
  ...new Set(forms.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : []))),
];

const isIndex = (step: string) => /^(0|[1-9]\d{0,5})$/.test(step) && Number(step) < limits.arrayItemsMax;
