import type { Store } from '../../../domain/store.ts';

/**
 * Names what a reader process can be asked to do. Arguments and results are plain data: they are copied from one
 * process to the other.
 */
export type Jobs = { readonly [name: string]: (...args: never[]) => unknown };

/** The jobs of the reader's own program: the methods of the store that only read. */
export type ReaderJobs = Pick<
  Store,
  Exclude<keyof Store, 'write' | 'writeAll' | 'optimize' | 'check' | 'close' | 'state' | 'isReadOnly'>
>;
