import { defineConfig } from 'vitest/config';

/** Apart from the other tests: these need Chromium, and a driver for it from the package registry. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/web/*.web.ts'],
    globalSetup: 'tests/web/setup.ts',
    reporters: 'verbose',
    // A page waits more than it computes. More browsers at once would slow each other down.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Pages answer slowly on a busy machine.
    expect: { poll: { timeout: 15_000 } },
  },
});
