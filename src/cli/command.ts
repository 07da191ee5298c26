import { type Command, Option } from 'commander';
import { type Config, readConfig, type SettingName, settings } from '../config.ts';
import type { Context } from './context.ts';
import { exitCodeMeanings } from './exit-codes.ts';

/** What every command has: a description, examples, exit codes, settings by flag, `--json`. */

export type CommandHelp = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What it does, in whole sentences. */
  description: string;
  /** Command lines as a person would type them, each with what it is for. */
  examples: readonly (readonly [commandLine: string, purpose: string])[];
  /** The settings that it uses, each of which gets a flag. */
  settings: readonly SettingName[];
};

/** Adds a command with all that is common; its arguments, options and action are for the caller to add. */
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
 * The settings of a command, by its flags and the environment.
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

/** Options that every command has. */
export type CommonOptions = { json?: true };
