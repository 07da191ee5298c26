import { it } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { putBasics } from '../helpers/records.ts';

/** How the suites get their stores: each call opens a new, empty one. */
export type OpenStore = () => Promise<Store>;

/** Declares tests that each have a store of their own, which is closed whatever happens. */
export function testsOn(open: OpenStore) {
  const onStore =
    (prepare: (store: Store) => Promise<unknown>) =>
    (title: string, body: (store: Store) => Promise<void>, timeoutMs?: number) =>
      it(
        title,
        async () => {
          const store = await open();
          try {
            await prepare(store);
            await body(store);
          } finally {
            await store.close();
          }
        },
        timeoutMs,
      );
  return {
    /** On an empty store. */
    onEmpty: onStore(async () => {}),
    /** On a store with the dataset `home`, the actors `speaker` and `other`, and the event `attack`. */
    onBasics: onStore(putBasics),
  };
}
