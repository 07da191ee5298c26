import { defineConfig } from 'vitest/config';

/** Apart from the other tests: this one needs Python, Go, Java and Rust, and package registries. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/sdk/*.sdk.ts'],
    globalSetup: 'tests/sdk/support/server.ts',
    reporters: 'verbose',
    maxWorkers: 2,
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
