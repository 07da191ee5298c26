import { type Command, Option } from 'commander';
import { type Config, readConfig, type SettingName, settings } from '../config.ts';
import type { Context } from './context.ts';
import { exitCodeMeanings } from './exit-codes.ts';

/** Builds the common parts of a command: description, examples, exit codes, flags of settings, `--json`. */

export type CommandHelp = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Describes the command in whole sentences. */
  description: string;
  /** Command lines with the purpose of each, such as `['claimline openapi > openapi.json', 'OpenAPI 3.1']`. */
  examples: readonly (readonly [commandLine: string, purpose: string])[];
  /** The settings of the command. Each gets a flag. */
  settings: readonly SettingName[];
};

/** Adds a command with the common parts. The caller adds its arguments, options and action. */
export function newCommand(program: Command, help: CommandHelp): Command {
  const command = program
    .command(help.name)
    .summary(help.summary)
    .description(help.description)
    .option('--json', 'print the result, or the error, as one JSON document on standard output');
  for (const name of help.settings) command.addOption(settingOption(name));
  const exits = Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code}  ${meaning}`);
  const examples = help.examples.flatMap(([line, purpose]) => [`  ${line}`, `      ${purpose}`]);
  return command.addHelpText('after', ['', 'Examples:', ...examples, '', 'Exit codes:', ...exits].join('\n'));
}

function settingOption(name: SettingName): Option {
  const { flag, env, default: standard, description } = settings[name];
  const option = new Option(flag, `${description} (environment: ${env}; default: ${standard})`);
  return option.helpGroup('Settings:');
}

/**
 * Reads the settings of a command from its flags and the environment.
 * @throws SettingsError with every fault
 */
export function configOf<const Name extends SettingName>(
  command: Command,
  names: readonly Name[],
  context: Context,
): Pick<Config, Name | 'logLevel'> {
  const flags: Partial<Record<SettingName, string>> = {};
  const wanted: readonly (Name | 'logLevel')[] = [...names, 'logLevel'];
  for (const name of wanted) {
    const value: unknown = command.getOptionValue(settingOption(name).attributeName());
    // A flag without a value is `true`.
    if (value !== undefined) flags[name] = String(value);
  }
  const config = readConfig(wanted, flags, context.surroundings.environment);
  context.logLevel = config.logLevel;
  return config;
}

/** The option of commands that locate quotes in texts. */
export const textsOption = [
  '--texts <directory>',
  'directory with the texts of sources, each named ID.txt: evidence with only a quote gets its place in the text',
] as const;

/** Options that every command has. */
export type CommonOptions = { json?: true };
