import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Tells how the store answered, for a log: the same list may be read by an index in the server's own thread, or gathered
 * and sorted in a reader process. The notes are bound to the asynchronous context, as the client is: see `client.ts`.
 */

export type StoreCall = {
  /** The method of the store, such as `listEvents`. */
  method: string;
  where: 'inline' | 'reader';
  /** The index that a list is read by; null where its records are gathered, then sorted. Only of lists. */
  index?: string | null;
};

const calls = new AsyncLocalStorage<StoreCall[]>();

/** Does work, and writes down what it calls of the store. */
export const noteStoreCalls = <Result>(into: StoreCall[], work: () => Result): Result =>
  calls.run(into, work);

/** Writes a call down, if somebody wants to know. */
export function storeCalled(method: string, where: StoreCall['where'], indexOf?: () => string | null): void {
  const noted = calls.getStore();
  if (noted !== undefined) noted.push({ method, where, ...(indexOf && { index: indexOf() }) });
}
