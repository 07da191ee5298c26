import type { Command } from 'commander';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

export function addInit(program: Command, context: Context): void {
  const { terminal, does } = context;
  newCommand(program, {
    name: 'init',
    summary: 'write a small dataset to start from',
    description:
      'Writes a small invented dataset with the texts of its sources into a directory, to learn from and to replace with ' +
      'your own: as JSON, NDJSON and a CSV table, with a README. The directory must be empty, or not exist yet.',
    examples: [
      ['claimline init my-story', 'then read my-story/README.md'],
      ['claimline import my-story --texts my-story/texts', 'import what it wrote'],
    ],
    settings: ['logLevel'],
  })
    .argument('<directory>', 'the directory to write to')
    .action(
      does(async (directory: string, options: CommonOptions, command: Command) => {
        configOf(command, [], context);
        const { writeExample } = await import('./example-files.ts');
        const files = await writeExample(directory);
        if (options.json) await terminal.json({ directory, files });
        else await terminal.lines([...files, '', `Next, read README.md in ${directory}.`]);
        return exitCodes.ok;
      }),
    );
}
