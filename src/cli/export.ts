import { type Command, Option } from 'commander';
import { ClaimlineError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import { zipped } from '../formats/gzip.ts';
import { formatOfName } from '../formats/input-format.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { writeOutput } from './files.ts';

type Format = 'json' | 'ndjson';
type Options = CommonOptions & { dataset?: string; out?: string; format?: Format };

export function addExport(program: Command, context: Context): void {
  newCommand(program, {
    name: 'export',
    summary: 'write a dataset as one file',
    description:
      'Writes one dataset, including its own record, as a dataset file (JSON) or with one record per line (NDJSON). ' +
      'NDJSON needs little memory, even for a large dataset. If the file is imported again, no record changes and none ' +
      'gets a new version. With --out, the file is written completely or not at all. It is gzipped if its name ends in ' +
      '.gz. The format is that of --format, otherwise that of the file name, otherwise JSON.',
    examples: [
      ['claimline export > dataset.json', 'the only dataset, to standard output'],
      [
        'claimline export --dataset crocus-city-hall-2024 --out dataset.ndjson.gz',
        'one of several datasets, to a file',
      ],
    ],
    settings: ['database', 'logLevel'],
  })
    .option('--dataset <id>', 'the dataset; may be omitted if there is only one')
    .addOption(new Option('--format <format>', 'format of the output').choices(['json', 'ndjson']))
    .option('--out <file>', 'write to this file instead of standard output')
    .action(context.does((options: Options, command: Command) => run(options, command, context)));
}

const actions = () => import('../actions/export.ts');

async function run(options: Options, command: Command, context: Context): Promise<ExitCode> {
  const { services, terminal } = context;
  const { database } = configOf(command, ['database'], context);
  const format = formatOf(options);
  return withStore(services.openStore(database, 'refuse'), async (store) => {
    const id = options.dataset ?? (await onlyDataset(store));
    terminal.phase(`Reading ${id}`);
    const texts = format === 'ndjson' ? (await actions()).exportLines(store, id) : wholeFile(store, id);
    if (options.out === undefined) {
      for await (const text of texts) {
        await terminal.result(text);
        if (terminal.isForsaken) break;
      }
      return exitCodes.ok;
    }
    await writeOutput(options.out, options.out.endsWith('.gz') ? zipped(texts) : texts);
    if (options.json) await terminal.json({ datasetId: id, file: options.out });
    else await terminal.lines([`Wrote the dataset ${id} to ${options.out}.`]);
    return exitCodes.ok;
  });
}

async function* wholeFile(store: Store, id: string): AsyncGenerator<string> {
  const [{ exportDataset }, { writeDatasetFile }] = await Promise.all([
    actions(),
    import('../formats/json.ts'),
  ]);
  yield writeDatasetFile(await exportDataset(store, id));
}

function formatOf({ format, out }: Options): Format {
  const told = format ?? (out === undefined ? undefined : formatOfName(out)) ?? 'json';
  if (told !== 'csv') return told;
  throw new CliError(
    'invalid_usage',
    'A dataset is exported as JSON or NDJSON, not CSV: name the file .json or .ndjson.',
  );
}

async function onlyDataset(store: Store): Promise<string> {
  const [first, ...others] = await (await actions()).datasetIds(store);
  if (first === undefined) {
    throw new ClaimlineError(
      'not_found',
      'The database holds no dataset yet: import one with claimline import.',
    );
  }
  if (others.length === 0) return first;
  const listed = [first, ...others].slice(0, listedMax).join(', ');
  const more = others.length < listedMax ? '' : `, and ${others.length + 1 - listedMax} more`;
  throw new CliError(
    'invalid_usage',
    `The database holds ${others.length + 1} datasets: name one with --dataset (${listed}${more}).`,
  );
}

const listedMax = 50;
