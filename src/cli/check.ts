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
      'Checks that a database is whole: its file, every reference, every record against what was imported, and all ' +
      'that is computed from records: bodies, links, counts, propositions and search indexes. Each fault is one line: ' +
      'the record, what stands there, what was expected. Nothing is changed. Exit code 0 only if nothing is wrong.',
    examples: [
      ['claimline check', 'the database that DATABASE_URL names'],
      ['claimline check --database-url sqlite:backup.db --json', 'a backup; the faults for a program'],
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

/** Shows how far a check has come: often on a terminal, now and then as a plain line elsewhere. */
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

function reportLines({ records, faultCount, faults }: CheckReport): string[] {
  if (faultCount === 0)
    return [...tableLines(['kind', 'records'], Object.entries(records)), 'Nothing is wrong.'];
  const unlisted = faultCount - faults.length;
  return [
    ...faults.map(faultText),
    ...(unlisted === 0 ? [] : [`… and ${unlisted} more.`]),
    `${faultCount} ${faultCount === 1 ? 'fault' : 'faults'} found. A backup has what was there.`,
  ];
}
