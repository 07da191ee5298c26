import { execFile } from 'node:child_process';

/** How long one command may take before it is ended. */
const commandTimeoutMs = 840_000;
const outputMaxBytes = 64 * 1024 * 1024;
/** How much of what a failed command printed is shown. */
const shownChars = 6_000;

export type CommandOptions = { cwd?: string; env?: Readonly<Record<string, string>> };

/** What a command printed. */
export type Printed = { stdout: string; stderr: string };

/**
 * Runs a program to its end.
 * @throws Error with what it printed, if it fails; a sentence that names it, if the machine does not have it
 */
export function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Printed> {
  const { promise, resolve, reject } = Promise.withResolvers<Printed>();
  const settings = {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    timeout: commandTimeoutMs,
    maxBuffer: outputMaxBytes,
  };
  execFile(command, [...args], settings, (error, stdout, stderr) => {
    if (error === null) return resolve({ stdout, stderr });
    if (error.code === 'ENOENT') return reject(new Error(missing(command)));
    const printed = `${stdout}\n${stderr}`.trim().slice(-shownChars);
    reject(new Error(`${command} ${args.join(' ')} failed (${error.code ?? error.signal}):\n${printed}`));
  });
  return promise;
}

const missing = (command: string) =>
  `"${command}" is not on this machine's PATH, and this SDK cannot be tested without it: install it, then run again.`;

/** What a program says of its version. @throws Error that names the program, if it is not there or does not start */
export async function versionOf(command: string, flag: string): Promise<string> {
  const { stdout, stderr } = await run(command, [flag]);
  return `${stdout}${stderr}`;
}
