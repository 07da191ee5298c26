import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Argument, type Command } from 'commander';
import { fileReason, systemCode } from '../actions/bounded-read.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { writeOutput } from './files.ts';
import { documentFile, type Recipe, type Runner } from './sdk/recipe.ts';
import { type Language, languages, recipes } from './sdk/recipes.ts';
import { isOnPath, runSteps } from './sdk/run-steps.ts';
import { commandLine } from './sdk/shell.ts';

type Options = CommonOptions & { out: string; force?: true; print?: true };

export function addSdk(program: Command, context: Context): void {
  newCommand(program, {
    name: 'sdk',
    summary: 'generate a client',
    description:
      'Generates a client of the API with the recommended generator of a language, in the version and with the ' +
      'settings that are tested. It writes the OpenAPI document and the settings into a directory, then runs the ' +
      "generator with the language's own tools (npx; uvx, pipx or python3; go; mvn; cargo), which download it. If " +
      'these tools are not installed, it prints the commands to run.',
    examples: [
      ['claimline sdk typescript --out client', 'a client in client/claimline'],
      [
        'claimline sdk rust --out client --print',
        'write the files of the generator and print its commands, without running them',
      ],
    ],
    settings: ['logLevel'],
  })
    .addArgument(new Argument('<language>', 'language of the client').choices(languages))
    .requiredOption('--out <directory>', 'directory to write into; created if it does not exist')
    .option('--force', 'write into a directory that is not empty, replacing files of the same names')
    .option('--print', 'print the commands that run the generator instead of running them')
    .action(
      context.does(async (language: Language, options: Options, command: Command) => {
        configOf(command, [], context);
        return makeSdk(language, options, context);
      }),
    );
}

async function makeSdk(language: Language, options: Options, context: Context): Promise<ExitCode> {
  const { surroundings, terminal } = context;
  const { out, print = false } = options;
  const recipe = recipes[language];
  await claimDirectory(out, options);
  const files = await writeFiles(recipe, out, context);
  const found = await findRunner(recipe, surroundings.environment);
  const runner = found ?? lastOf(recipe);
  const ran = found !== undefined && !print;
  if (ran) await runIn(out, runner, context);
  const commands = [commandLine(['cd', out]), ...runner.steps(runner.scratch ?? '').map(commandLine)];
  const missing = found === undefined ? recipe.runners.map(({ program }) => program) : [];
  if (options.json) {
    const { generator, version, document, client } = recipe;
    const where = { out, files, client: join(out, client) };
    await terminal.json({ language, generator, version, document, ...where, commands, ran, missing });
  } else if (ran) {
    await terminal.lines(resultLines(recipe, out, context.services.version));
  }
  if (ran) return exitCodes.ok;
  const reason = missing.length > 0 ? `claimline: ${absence(missing)} ` : '';
  const next = options.json ? '' : ` To make the ${recipe.title} client:`;
  terminal.note(`${reason}Wrote ${files.join(', ')}.${next}`);
  if (!options.json) await terminal.lines(commands);
  return missing.length > 0 && !print ? exitCodes.surroundings : exitCodes.ok;
}

/** Creates the directory. @throws CliError `invalid_usage` if it is not empty; `unwritable_file` if it cannot be made */
async function claimDirectory(out: string, { force }: Options): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    if (force || (await readdir(out)).length === 0) return;
  } catch (error) {
    // If the path is a file, the error of Node only says that it exists.
    const reason = systemCode(error) === 'EEXIST' ? 'it is not a directory' : fileReason(error);
    throw new CliError('unwritable_file', `Cannot write into ${out}: ${reason}.`, error);
  }
  const advice = 'Name another directory, or use --force to write into this one';
  throw new CliError(
    'invalid_usage',
    `${out} is not empty. ${advice}: files of the same names are replaced.`,
  );
}

/** Writes the document and the settings; returns their paths. */
async function writeFiles(recipe: Recipe, out: string, { services }: Context): Promise<string[]> {
  const document = await services.describeApi(recipe.document);
  const files = {
    [documentFile(recipe.document)]: recipe.adapt?.(document) ?? document,
    ...recipe.files(services.version),
  };
  const paths = Object.keys(files).map((name) => join(out, name));
  const directories = (recipe.directories ?? []).map((name) => join(out, name));
  for (const directory of new Set([...paths.map(dirname), ...directories])) {
    await mkdir(directory, { recursive: true }).catch((error: unknown) => {
      throw new CliError('unwritable_file', `Cannot make ${directory}: ${fileReason(error)}.`, error);
    });
  }
  for (const [name, text] of Object.entries(files)) await writeOutput(join(out, name), text);
  return paths;
}

/** Picks the first runner that is installed on this machine. */
async function findRunner(
  { runners }: Recipe,
  environment: Context['surroundings']['environment'],
): Promise<Runner | undefined> {
  for (const runner of runners) if (await isOnPath(runner.program, environment)) return runner;
  return undefined;
}

function lastOf({ runners }: Recipe): Runner {
  const [first, ...others] = runners;
  return others.at(-1) ?? first;
}

async function runIn(out: string, runner: Runner, context: Context): Promise<void> {
  if (runner.scratch === undefined) return runSteps(runner.steps(''), out, context);
  const scratch = await mkdtemp(join(tmpdir(), 'claimline-sdk-'));
  try {
    await runSteps(runner.steps(scratch), out, context);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function resultLines(recipe: Recipe, out: string, clientVersion: string): string[] {
  const { title, generator, version, document, client } = recipe;
  const from = `${join(out, documentFile(document))} (OpenAPI ${document})`;
  return [
    `Made the ${title} client ${join(out, client)} from ${from} with ${generator} ${version}.`,
    ...recipe.use(out, clientVersion),
  ];
}

const absence = (programs: readonly string[]): string =>
  programs.length === 1
    ? `${programs[0]} is not on the PATH.`
    : `None of ${programs.join(', ')} is on the PATH.`;
