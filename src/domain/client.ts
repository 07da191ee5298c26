import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Says for which client work is done, so that what is scarce can be shared fairly. The client is bound to the
 * asynchronous context: a parameter would stand in every method of the store and in every function on the way there,
 * though only the queue for the reader processes reads it.
 */
const clients = new AsyncLocalStorage<string>();

/**
 * Does work for a client.
 * @param client any text that tells clients apart, such as an address
 */
export const workFor = <Result>(client: string, work: () => Result): Result => clients.run(client, work);

/** Returns the client that the present work is done for; empty if it is the program's own. */
export const currentClient = (): string => clients.getStore() ?? '';
