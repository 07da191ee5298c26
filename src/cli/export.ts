import type { Command } from 'commander';
import { datasetIds, exportDataset } from '../actions/export.ts';
import { ClaimlineError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import { writeDatasetFile } from '../formats/json.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { writeOutput } from './files.ts';

type Options = CommonOptions & { dataset?: string; out?: string };

export function addExport(program: Command, context: Context): void {
  const { services, terminal, does } = context;
  newCommand(program, {
    name: 'export',
    summary: 'write a dataset as one file',
    description:
      'Writes one dataset, with its own record, as a dataset file (JSON). Taken in again it gives exactly the ' +
      'same records, and no new versions. With --out the file is there whole or not at all.',
    examples: [
      ['claimline export > dataset.json', 'the only dataset, to standard output'],
      ['claimline export --dataset crocus-city-hall-2024 --out dataset.json', 'one of several, to a file'],
    ],
    settings: ['database', 'logLevel'],
  })
    .option('--dataset <id>', 'the dataset; may be left out where there is only one')
    .option('--out <file>', 'write to this file instead of standard output')
    .action(
      does(async (options: Options, command: Command) => {
        const { database } = configOf(command, ['database'], context);
        return withStore(services.openStore(database, 'refuse'), async (store) => {
          const id = options.dataset ?? (await onlyDataset(store));
          terminal.phase(`Reading ${id}`);
          const text = writeDatasetFile(await exportDataset(store, id));
          if (options.out === undefined) {
            await terminal.result(text);
            return exitCodes.ok;
          }
          await writeOutput(options.out, text);
          if (options.json) await terminal.json({ datasetId: id, file: options.out });
          else await terminal.lines([`Wrote the dataset ${id} to ${options.out}.`]);
          return exitCodes.ok;
        });
      }),
    );
}

async function onlyDataset(store: Store): Promise<string> {
  const [first, ...others] = await datasetIds(store);
  if (first === undefined) {
    throw new ClaimlineError(
      'not_found',
      'The database holds no dataset yet: claimline import brings one in.',
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
