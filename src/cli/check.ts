import type { Command } from 'commander';
import { databaseUrl } from '../config.ts';
import { type CheckReport, type CheckWatcher, faultText } from '../domain/store-check.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';

export function addCheck(program: Command, context: Context): void {
  const { services, terminal, does } = context;
  newCommand(program, {
    name: 'check',
    summary: 'check a database for damage',
    description:
      'Checks a database for damage: its file, every reference, every record against the imported one, and all data ' +
      'computed from records: bodies, links, counts, propositions and search indexes. Each fault is one line with the ' +
      'record, the value found and the value expected. Nothing is changed. The exit code is 0 only if there is no fault.',
    examples: [
      ['claimline check', 'check the database of DATABASE_URL'],
      ['claimline check --database-url sqlite:backup.db --json', 'check a backup; print the faults as JSON'],
    ],
    settings: ['database', 'logLevel'],
  }).action(
    does(async (options: CommonOptions, command: Command) => {
      const { database } = configOf(command, ['database'], context);
      const opening = services.openStore(database, 'refuse', { access: 'read' });
      const report = await withStore(opening, (store) => store.check(watcherOf(terminal)));
      const isSound = report.faultCount === 0;
      if (options.json) await terminal.json({ database: databaseUrl(database), sound: isSound, ...report });
      else await terminal.lines(reportLines(report));
      return isSound ? exitCodes.ok : exitCodes.failed;
    }),
  );
}

/** Shows the progress of a check: often on a terminal, as an occasional line elsewhere. */
function watcherOf(terminal: Terminal): CheckWatcher {
  const everyMs = terminal.isWatched ? 200 : 10_000;
  let toldAt = terminal.isWatched ? Number.NEGATIVE_INFINITY : performance.now();
  return (part, done) => {
    const now = performance.now();
    if (now - toldAt < everyMs) return;
    toldAt = now;
    const text = `Checking ${part}${done === 0 ? '' : `: ${done.toLocaleString('en')}`}`;
    if (terminal.isWatched) terminal.phase(text);
    else terminal.note(text);
  };
}

/** Indexes of words that another version of the program folds are sound, but do not find all that they should. */
const adviceOn = (faults: CheckReport['faults']): string =>
  faults.every(({ kind }) => kind === 'fold')
    ? 'The search indexes are of another version: run claimline export for each dataset, and claimline import into a new database.'
    : 'Restore the database from a backup.';

function reportLines({ records, faultCount, faults }: CheckReport): string[] {
  if (faultCount === 0)
    return [...tableLines(['kind', 'records'], Object.entries(records)), 'No problems found.'];
  const unlisted = faultCount - faults.length;
  return [
    ...faults.map(faultText),
    ...(unlisted === 0 ? [] : [`… and ${unlisted} more.`]),
    `${faultCount} ${faultCount === 1 ? 'fault' : 'faults'} found. ${adviceOn(faults)}`,
  ];
}
