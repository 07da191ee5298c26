import { Command, CommanderError } from 'commander';
import { addCheck } from './check.ts';
import { addColumns } from './columns.ts';
import type { Context, Services, Surroundings } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { addExport } from './export.ts';
import { failureOf } from './failure.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addLocate } from './locate.ts';
import { addOpenApi } from './openapi.ts';
import { addSdk } from './sdk.ts';
import { addServe } from './serve.ts';
import { Terminal } from './terminal.ts';
import { addTime } from './time.ts';
import { usageError } from './usage-error.ts';
import { addValidate } from './validate.ts';
import { addVerify } from './verify.ts';

const description = `Timelines of contested events: what happened when, who claims or denies what about it, and which
passage of which source says so.`;

/**
 * Runs one command line.
 * @param argv the arguments after the name of the program
 * @returns the exit code
 */
export async function runCommand(
  argv: readonly string[],
  surroundings: Surroundings,
  services: Services,
): Promise<ExitCode> {
  const terminal = new Terminal(surroundings.stdout, surroundings.stderr);
  let exitCode: ExitCode = exitCodes.ok;
  const context: Context = {
    services,
    surroundings,
    terminal,
    logLevel: undefined,
    does:
      (work) =>
      async (...args) => {
        exitCode = await work(...args);
      },
  };
  const program = programOf(context);
  try {
    if (argv.length === 0) program.help({ error: true });
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    return tell(error, argv, program, context);
  }
}

/** Builds the program with all commands. */
function programOf(context: Context): Command {
  const { surroundings, services } = context;
  const program = new Command('claimline')
    .description(description)
    .version(services.version, '--version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      // Errors of commander are printed like all other errors, by `tell`.
      outputError: () => undefined,
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    });
  for (const add of commands) add(program, context);
  return program;
}

const commands = [
  addServe,
  addInit,
  addImport,
  addExport,
  addCheck,
  addValidate,
  addColumns,
  addVerify,
  addLocate,
  addTime,
  addOpenApi,
  addSdk,
] as const;

/** Width of the help in characters. It is fixed, so that the help is the same in every terminal and pipe. */
const helpWidth = 110;

async function tell(
  error: unknown,
  argv: readonly string[],
  program: Command,
  context: Context,
): Promise<ExitCode> {
  const { terminal, surroundings, logLevel } = context;
  // Without a command, the help has been printed and no message is needed.
  if (argv.length === 0) return exitCodes.usage;
  const level = logLevel ?? surroundings.environment.LOG_LEVEL;
  const failure = error instanceof CommanderError ? usageError(error, argv, program) : error;
  const { exitCode, document, lines } = failureOf(failure, level === 'debug');
  const [message = '', ...details] = lines;
  if (argv.includes('--json')) await terminal.json(document);
  terminal.note(`claimline: ${message}`);
  for (const detail of details) terminal.note(detail);
  return exitCode;
}
