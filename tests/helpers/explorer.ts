import { fileURLToPath } from 'node:url';
import { run } from './installed.ts';

/** Builds the explorer into `dist/web`, unless that has been done. */
export async function buildExplorer(): Promise<void> {
  const built = await run('node', [fileURLToPath(new URL('../../src/web/build.ts', import.meta.url))]);
  if (built.failed) throw new Error(`The explorer could not be built.\n${built.text}`);
}
