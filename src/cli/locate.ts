import { type Command, Option } from 'commander';
import { configOf, newCommand } from './command.ts';
import type { Context } from './context.ts';
import type { LocateOptions } from './run-locate.ts';

export function addLocate(program: Command, context: Context): void {
  newCommand(program, {
    name: 'locate',
    summary: 'write evidence: find quotes in the text of a source',
    description:
      'Finds each quote in a text and prints its locator, ready to paste into the "evidence" of a claim: its place in ' +
      'code points, its hashes, those of the words around it, and its paragraph. Also prints the length and hash of the ' +
      'text for the record of the source. Spaces, line ends, the Unicode form and quotation marks of a quote may be of ' +
      'other kinds than those of the text. A quote that stands at several places is ambiguous: give more words, or ' +
      'choose a place with --nth. The text is not stored, and no database is needed. The exit code is 0 only if all ' +
      'quotes are located.',
    examples: [
      ['claimline locate --source article article.txt "the bridge is safe"', 'evidence for one quote'],
      ['claimline locate --source article article.txt "is safe" --nth 2', 'the second place of these words'],
      ['claimline locate --source article article.txt - --json < quotes.txt', 'one quote on each line'],
    ],
    settings: ['logLevel'],
  })
    .requiredOption('--source <id>', 'id of the source of which the file is the text')
    .option(
      '--encoding <name>',
      'the encoding of the file, such as latin1 or windows-1251 (default: UTF-8, or UTF-16 with a byte order mark)',
    )
    .addOption(new Option('--nth <number>', 'which place of a quote to take, if it stands at several'))
    .argument('<file>', 'the text of the source')
    .argument('<quote...>', 'words of the text, or - to read quotes from standard input, one on each line')
    .action(
      context.does(async (file: string, quotes: string[], options: LocateOptions, command: Command) => {
        configOf(command, [], context);
        const { runLocate } = await import('./run-locate.ts');
        return runLocate(file, quotes, options, context);
      }),
    );
}
