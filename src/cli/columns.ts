import { type Command, Option } from 'commander';
import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './table.ts';

type Options = CommonOptions & { kind?: RecordKind };

export function addColumns(program: Command, context: Context): void {
  const { terminal, does } = context;
  newCommand(program, {
    name: 'columns',
    summary: 'list the columns that a CSV may have',
    description:
      'Prints every column of a CSV of records, with an example. A list has columns for each of its entries: those ' +
      'of the first are printed, with 0 in the name; the next ones have 1, 2 and so on. A list of texts or ids is ' +
      'also one column, with | between the entries. Each table may have the columns kind and datasetId too.',
    examples: [
      ['claimline columns --kind event', 'the columns of a table of events'],
      ['claimline columns --json', 'the columns of every kind of record, for a program'],
    ],
    settings: ['logLevel'],
  })
    .addOption(new Option('--kind <kind>', 'only the columns of this kind of record').choices(recordKinds))
    .action(
      does(async ({ kind, json }: Options, command: Command) => {
        configOf(command, [], context);
        const { columnExamples } = await import('../formats/column-examples.ts');
        const columns = (kind === undefined ? recordKinds : [kind]).flatMap((each) =>
          columnExamples(each).map((column) => ({ kind: each, ...column })),
        );
        if (json) await terminal.json({ columns });
        else {
          const rows = columns.map(({ kind, column, isRequired, example }) => [
            kind,
            column,
            isRequired ? 'required' : '',
            example,
          ]);
          await terminal.lines(tableLines(['kind', 'column', '', 'example'], rows));
        }
        return exitCodes.ok;
      }),
    );
}
