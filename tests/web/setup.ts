import { fileURLToPath } from 'node:url';
import { install, run } from '../helpers/installed.ts';

/** Builds the explorer, makes sure that there is a browser, and installs its driver. @throws Error that says what to install */
export default async function setup(): Promise<void> {
  const { failed, text } = await run('chromium', ['--version']);
  if (failed) {
    throw new Error(
      `These tests need Chromium: install the package "chromium", so that it is on the PATH. ${text}`,
    );
  }
  await install('web');
  const built = await run('node', [fileURLToPath(new URL('../../src/web/build.ts', import.meta.url))]);
  if (built.failed) throw new Error(`The explorer could not be built.\n${built.text}`);
}
