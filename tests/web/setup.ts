import { buildExplorer } from '../helpers/explorer.ts';
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
  await buildExplorer();
}
