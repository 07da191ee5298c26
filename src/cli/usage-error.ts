import type { Command, CommanderError } from 'commander';
import { CliError } from './failure.ts';

/** Patterns of commander's messages, with the sentence for people that replaces each. */
const sentences: readonly (readonly [pattern: RegExp, sentence: (...groups: string[]) => string])[] = [
  [
    /^option '(?:-\w, )?(--\S+)[^']*' argument ('[\s\S]*') is invalid\. Allowed choices are (.*)\.$/,
    (option, value, choices) => `${option} must be one of ${choices}; got ${quoted(value)}.`,
  ],
  [
    /^command-argument value ('[\s\S]*') is invalid for argument '(\S+)'\. Allowed choices are (.*)\.$/,
    (value, argument, choices) => `<${argument}> must be one of ${choices}; got ${quoted(value)}.`,
  ],
  [
    /^option '(--\S+) (\S+)' argument missing$/,
    (option, value) => `${option} needs a value: ${option} ${value}.`,
  ],
  [/^required option '(.*)' not specified$/, (option) => `${option} is missing.`],
  [/^missing required argument '(.*)'$/, (argument) => `<${argument}> is missing.`],
  [/^(unknown .*)\n\((Did you mean .*\?)\)$/s, (unknown, meant) => `${capital(unknown)}. ${meant}`],
];

/**
 * Turns an error of commander into one with a message like all others: what is wrong, then the help to read.
 * `error: option '--format <format>' argument 'xml' is invalid. Allowed choices are json, csv.` becomes
 * `--format must be one of json, csv; got "xml". See claimline import --help.`
 */
export function usageError(error: CommanderError, argv: readonly string[], program: Command): CliError {
  const command = program.commands.find((known) => known.name() === argv[0]);
  const help = `See claimline ${command === undefined ? '' : `${command.name()} `}--help.`;
  return new CliError('invalid_usage', `${sentenceOf(error, argv, command)} ${help}`);
}

function sentenceOf(error: CommanderError, argv: readonly string[], command: Command | undefined): string {
  // `claimline help nonsense` prints the help of the program, and commander has no message.
  if (error.code === 'commander.help') return `Unknown command ${quoted(argv[1])}.`;
  const text = error.message.replace(/^error: /, '').trim();
  const [, flag] = /^unknown option '(--[\w-]+)=/.exec(text) ?? [];
  if (command?.options.some(({ long }) => long === flag)) return `${flag} takes no value.`;
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(text);
    if (found !== null) return sentence(...found.slice(1));
  }
  return `${capital(text)}${/[.?]$/.test(text) ? '' : '.'}`;
}

const capital = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());

/** Writes a value as other messages do: commander's `'xml'` becomes `"xml"`. */
const quoted = (text = ''): string => JSON.stringify(text.replace(/^'([\s\S]*)'$/, '$1'));
