import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Records the calls of the store for the log. The log shows why a request was slow: one list is read in the order of an
 * index by the server itself, another is filtered and sorted in a reader process. The records are bound to the
 * asynchronous context, for the same reason as the client in `client.ts`.
 */

export type StoreCall = {
  /** The method of the store, such as `listEvents`. */
  method: string;
  /** The process that answered: the server itself, or a reader process. */
  where: 'inline' | 'reader';
  /** The index that a list was read by; null if its records were filtered, then sorted. Absent for other calls. */
  index?: string | null;
};

const calls = new AsyncLocalStorage<StoreCall[]>();

/** Runs work and adds each call of the store that it makes to `into`. */
export const noteStoreCalls = <Result>(into: StoreCall[], work: () => Result): Result =>
  calls.run(into, work);

/** Records a call if it is made inside `noteStoreCalls`. `indexOf` is called only then. */
export function storeCalled(method: string, where: StoreCall['where'], indexOf?: () => string | null): void {
  const noted = calls.getStore();
  if (noted !== undefined) noted.push({ method, where, ...(indexOf && { index: indexOf() }) });
}
