import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Holds the client of the current work, so that clients share slow queries fairly. The client is bound to the
 * asynchronous context. A parameter would be needed in every method of the store and in every function on the way,
 * although only the queue for the reader processes reads it.
 */
const clients = new AsyncLocalStorage<string>();

/**
 * Runs work for a client.
 * @param client any text that identifies the client, such as an address
 */
export const workFor = <Result>(client: string, work: () => Result): Result => clients.run(client, work);

/** Returns the client of the current work; an empty text for work of the program itself. */
export const currentClient = (): string => clients.getStore() ?? '';
