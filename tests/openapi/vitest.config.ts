import { defineConfig } from 'vitest/config';

/** Apart from the other tests: these install their tools from the package registry. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/openapi/*.gate.ts'],
    globalSetup: 'tests/openapi/setup.ts',
    reporters: 'verbose',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
