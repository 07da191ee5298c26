import type { Expression } from 'kysely';

/** What a statement that is composed once is composed of: the values of one run, and what stands for them. */

/** Values by name, nested as is convenient. Booleans and what is left out are part of the shape: they are not bound. */
export type Value =
  | string
  | number
  | boolean
  | undefined
  | readonly Value[]
  | { readonly [name: string]: Value };

/** Values as what composes a query sees them. */
export type Slots<V> = Value extends V
  ? unknown
  : V extends string
    ? Expression<string>
    : V extends number
      ? Expression<number>
      : V extends boolean | undefined
        ? V
        : { readonly [K in keyof V]: Slots<V[K]> };
