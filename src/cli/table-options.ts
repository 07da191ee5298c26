import { type Command, Option } from 'commander';
import { recordKinds } from '../domain/kinds.ts';
import { limits } from '../domain/limits.ts';
import { requireEncoding } from '../domain/text-encoding.ts';
import type { TableOptions } from '../formats/csv.ts';
import { type InputFormat, inputFormats } from '../formats/input-format.ts';
import { CliError } from './failure.ts';
import { readInput } from './files.ts';

/** Declares the options of commands that read records, such as those for tables that do not follow the conventions of this program. */

export type TableFlags = {
  encoding?: string;
  delimiter?: string;
  na?: string[];
  map?: string;
  ignoreUnknown?: true;
  makeIds?: true;
};

/** Adds the input of a command that reads records: its path, its format, and what its records leave out. */
export const addInput = (command: Command): Command =>
  command
    .argument('<path>', 'a dataset file, a directory of them, a file of records, or - for standard input')
    .addOption(
      new Option('--format <format>', 'format of the input, if its name does not show it').choices(
        inputFormats,
      ),
    )
    .addOption(new Option('--kind <kind>', 'kind of the records that name none').choices(recordKinds))
    .option('--dataset <id>', 'dataset of the records that name none');

export function addTableOptions(command: Command): Command {
  const words = (value: string, before: string[] = []) => [...before, ...value.split(',')];
  return command
    .option(
      '--encoding <name>',
      'encoding of the input, such as windows-1252 (default: UTF-8, or UTF-16 with a byte order mark)',
    )
    .option(
      '--delimiter <character>',
      'separator of the cells of a CSV, such as ";" or tab (default: detected)',
    )
    .option(
      '--na <words>',
      'words that mean an empty cell in a CSV, separated by commas, such as NA,N/A,-',
      words,
    )
    .option('--map <file>', 'JSON file that maps the columns and values of a CSV to those of the model')
    .option('--ignore-unknown', 'skip columns of a CSV that the model does not have')
    .option(
      '--make-ids',
      'make ids from texts in a CSV that are not valid ids, and keep the texts as external ids',
    );
}

/** Returns the flags that have an effect on a CSV only. */
const csvFlags = ({ delimiter, na, map, ignoreUnknown, makeIds }: TableFlags) => ({
  '--delimiter': delimiter,
  '--na': na,
  '--map': map,
  '--ignore-unknown': ignoreUnknown,
  '--make-ids': makeIds,
});

/** Returns the options of a table. @throws CliError if an option is wrong, or the file of `--map` cannot be read */
export async function tableOptionsOf(flags: TableFlags): Promise<TableOptions> {
  const { delimiter, na = [], map, ignoreUnknown, makeIds } = flags;
  return {
    delimiter: delimiter === undefined ? undefined : delimiterOf(delimiter),
    emptyWords: na.map((word) => word.trim().toLowerCase()).filter((word) => word !== ''),
    mapping: map === undefined ? undefined : await mappingIn(map),
    ignoresUnknown: ignoreUnknown === true,
    makesIds: makeIds === true,
  };
}

/** @throws CliError `invalid_usage` for an option that has no effect on this format */
export function checkTableFlags(flags: TableFlags, format: InputFormat): void {
  const [useless] = Object.entries(csvFlags(flags)).find(([, value]) => value !== undefined) ?? [];
  if (format === 'csv' || useless === undefined) return;
  throw new CliError('invalid_usage', `${useless} works only with CSV; the input is ${format}.`);
}

/** @throws CliError `invalid_usage` for an unknown encoding */
export function checkEncoding({ encoding }: TableFlags): void {
  if (encoding === undefined) return;
  try {
    requireEncoding(encoding);
  } catch (error) {
    throw new CliError('invalid_usage', error instanceof Error ? error.message : String(error), error);
  }
}

const namedDelimiters: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

function delimiterOf(given: string): string {
  const delimiter = namedDelimiters[given.toLowerCase()] ?? given;
  if (/^[\t\x20-\x7e]$/.test(delimiter) && !/["\w]/.test(delimiter)) return delimiter;
  const expected =
    'must be one ASCII character other than a letter, digit, underscore or quote, or one of tab, comma, semicolon, pipe, space';
  throw new CliError('invalid_usage', `--delimiter ${expected}; got ${JSON.stringify(given)}.`);
}

async function mappingIn(path: string) {
  const { parseMapping } = await import('../formats/csv-mapping.ts');
  const bytes = await readInput(path, limits.mappingFileMaxBytes);
  try {
    return parseMapping(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError('invalid_usage', `The file of --map, ${path}, ${error.message}.`, error);
  }
}
