import { type Command, Option } from 'commander';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import type { Context, DocumentFormat } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { writeOutput } from './files.ts';

type Options = CommonOptions & { format: DocumentFormat; out?: string };

export function addOpenApi(program: Command, context: Context): void {
  const { services, terminal, does } = context;
  newCommand(program, {
    name: 'openapi',
    summary: 'print the OpenAPI document',
    description:
      'Prints the OpenAPI document of the API without starting a server: the same bytes that a server ' +
      'publishes at /openapi.json (3.1) and /openapi-3.0.json.',
    examples: [
      ['claimline openapi > openapi.json', 'OpenAPI 3.1'],
      ['claimline openapi --format 3.0 --out openapi-3.0.json', 'OpenAPI 3.0, to a file'],
    ],
    settings: ['logLevel'],
  })
    .addOption(new Option('--format <version>', 'version of OpenAPI').choices(['3.1', '3.0']).default('3.1'))
    .option('--out <file>', 'write to this file instead of standard output')
    .action(
      does(async ({ format, out, json }: Options, command: Command) => {
        configOf(command, [], context);
        const text = await services.describeApi(format);
        if (out === undefined) {
          await terminal.result(text);
          return exitCodes.ok;
        }
        await writeOutput(out, text);
        if (json) await terminal.json({ format, file: out });
        else await terminal.lines([`Wrote the OpenAPI ${format} document to ${out}.`]);
        return exitCodes.ok;
      }),
    );
}
