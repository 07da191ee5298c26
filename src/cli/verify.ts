import type { Command } from 'commander';
import { limits } from '../domain/limits.ts';
import type { Store } from '../domain/store.ts';
import { utf8Of } from '../domain/text-encoding.ts';
import type { LocatorState, SourceVerification } from '../domain/verification.ts';
import { type CommonOptions, configOf, newCommand, textsOption } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { readInput } from './files.ts';
import { watcherOf } from './import-report.ts';
import { tableLines } from './table.ts';

type Options = CommonOptions & { source: string; data?: string; texts?: string; encoding?: string };

export function addVerify(program: Command, context: Context): void {
  const { terminal, does } = context;
  newCommand(program, {
    name: 'verify',
    summary: 'check evidence against the text of a source',
    description:
      'Looks in a copy of a source for every passage that claims cite. Each passage is anchored (at its recorded ' +
      'place), moved (at another place, as its context or its neighbours tell), ambiguous (its words are at other ' +
      'places, but nothing tells which it is) or missing. Line ends, a byte order mark, the Unicode form, spaces and ' +
      'quotation marks may differ; the report names such differences. Nothing is changed. The exit code is 0 only if ' +
      'all passages are anchored.',
    examples: [
      ['claimline verify --source crocus-city-hall-article article.txt', 'evidence in the database'],
      [
        'claimline verify --data data/crocus-city-hall-2024 --source crocus-city-hall-article article.txt',
        'evidence in dataset files, without a database',
      ],
    ],
    settings: ['database', 'logLevel'],
  })
    .requiredOption('--source <id>', 'the source of which the file is a copy')
    .option('--data <path>', 'read the evidence from dataset files instead of the database')
    .option(...textsOption)
    .option(
      '--encoding <name>',
      'the encoding of the file, such as latin1 or windows-1251 (default: UTF-8, or UTF-16 with a byte order mark)',
    )
    .argument('<file>', 'a copy of the text of the source')
    .action(
      does(async (file: string, options: Options, command: Command) => {
        const { verifySource } = await import('../actions/verify.ts');
        const bytes = () => readInput(file, limits.sourceTextMaxBytes);
        return withStore(storeOf(options, command, context), async (store) => {
          const text = utf8Of(await bytes(), options.encoding);
          terminal.phase(`Looking for the passages of ${options.source}`);
          const found = await verifySource(store, options.source, text);
          if (options.json) await terminal.json(found);
          else await terminal.lines([...stateTable(found), ...summary(found, file)]);
          return found.counts.anchored === found.locators.length ? exitCodes.ok : exitCodes.failed;
        });
      }),
    );
}

async function storeOf(options: Options, command: Command, context: Context): Promise<Store> {
  const { services, terminal } = context;
  if (options.data === undefined) {
    if (options.texts !== undefined) throw new CliError('invalid_usage', '--texts works only with --data.');
    const { database } = configOf(command, ['database'], context);
    return services.openStore(database, 'refuse');
  }
  configOf(command, [], context);
  const { importInput } = await import('../actions/import-files.ts');
  const { readFiles } = await import('../actions/read-files.ts');
  const { SourceTexts } = await import('../actions/source-texts.ts');
  const { data } = options;
  const texts = await SourceTexts.open(options.texts);
  const store = await services.scratchStore();
  try {
    await importInput(store, () => readFiles(data), services.now(), {
      watcher: watcherOf(terminal, data),
      texts,
    });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

const stateTable = ({ locators }: SourceVerification): string[] =>
  tableLines(
    ['state', 'start', 'end', 'now at', 'paragraph', 'evidence', 'claim', 'normalization'],
    locators.map((locator) => [
      locator.state,
      locator.start,
      locator.end,
      nowAt(locator),
      locator.paragraph ?? '',
      locator.position,
      locator.claimId,
      locator.normalization.join(' '),
    ]),
  );

/** Returns the place in the copy, if it is another one; of an ambiguous passage, its candidates. */
function nowAt({ start, found, candidates }: LocatorState): string | number {
  if (candidates.length > 0) return candidates.map((candidate) => `${candidate.start}?`).join(' ');
  return found === null || found.start === start ? '' : found.start;
}

function summary(found: SourceVerification, file: string): string[] {
  const { sourceId, counts, locators, contentLength, contentSha256, sameContent } = found;
  const others = (['moved', 'ambiguous', 'missing'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `, ${counts[state]} ${state}`);
  const content = {
    true: 'identical to the recorded text of the source',
    false: 'different from the recorded text of the source',
    null: 'not compared, because the source has no recorded hash',
  }[`${sameContent}` as const];
  return [
    '',
    `${counts.anchored} of ${locators.length} passages anchored${others.join('')} in ${sourceId}`,
    ...new Set(locators.flatMap(({ hint }) => hint ?? [])),
    ...unlocatedLines(found),
    `${file}: ${contentLength} code points, SHA-256 ${contentSha256}: ${content}`,
  ];
}

/** Lists the evidence that has no place in the text. It cannot be checked, so it fails no check. */
function unlocatedLines({ unlocated }: SourceVerification): string[] {
  if (unlocated.length === 0) return [];
  const rows = unlocated.map(({ fragment, position, claimId }) => [fragment ?? '', position, claimId]);
  return [
    '',
    'Not checked, because it has no place in the text:',
    ...tableLines(['fragment', 'evidence', 'claim'], rows),
    '',
  ];
}
