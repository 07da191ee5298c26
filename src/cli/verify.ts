import type { Command } from 'commander';
import { limits } from '../domain/limits.ts';
import type { Store } from '../domain/store.ts';
import type { SourceVerification } from '../domain/verification.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { readInput } from './files.ts';
import { watcherOf } from './import-report.ts';
import { tableLines } from './table.ts';

type Options = CommonOptions & { source: string; data?: string };

export function addVerify(program: Command, context: Context): void {
  const { terminal, does } = context;
  newCommand(program, {
    name: 'verify',
    summary: 'check evidence against the text of a source',
    description:
      'Looks in a copy of a source for every passage that claims cite. Each passage is anchored (at its recorded ' +
      'place), moved (at one other place), ambiguous (at more than one other place) or missing. Nothing is changed. ' +
      'The exit code is 0 only if all passages are anchored.',
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
    .argument('<file>', 'the text of the source in UTF-8, exactly as it was when the evidence was recorded')
    .action(
      does(async (file: string, options: Options, command: Command) => {
        const { verifySource } = await import('../actions/verify.ts');
        const bytes = () => readInput(file, limits.sourceTextMaxBytes);
        return withStore(storeOf(options, command, context), async (store) => {
          const text = await bytes();
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
    const { database } = configOf(command, ['database'], context);
    return services.openStore(database, 'refuse');
  }
  configOf(command, [], context);
  const { importPath } = await import('../actions/import-path.ts');
  const store = await services.scratchStore();
  try {
    await importPath(store, options.data, services.now(), watcherOf(terminal, options.data));
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

const stateTable = ({ locators }: SourceVerification): string[] =>
  tableLines(
    ['state', 'start', 'end', 'now at', 'paragraph', 'evidence', 'claim'],
    locators.map(({ state, start, end, movedTo, paragraph, position, claimId }) => [
      state,
      start,
      end,
      movedTo ?? '',
      paragraph ?? '',
      position,
      claimId,
    ]),
  );

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
    `${file}: ${contentLength} code points, SHA-256 ${contentSha256}: ${content}`,
  ];
}
