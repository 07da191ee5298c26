import type { Command } from 'commander';
import type { FuzzyTime } from '../domain/time/fuzzy-time.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

type Options = CommonOptions & { timeZone?: string };

export function addTime(program: Command, context: Context): void {
  const { terminal, does } = context;
  newCommand(program, {
    name: 'time',
    summary: 'explain a time expression',
    description:
      'Explains a time expression (EDTF, ISO 8601-2): its earliest and latest moment, its precision and its ' +
      'certainty. If the expression is invalid, shows the wrong part.',
    examples: [
      ["claimline time '[2024-02-11..2024-02-20]'", 'one day in mid-February 2024'],
      ['claimline time --time-zone Europe/Moscow 2024-03-22T20:00', 'a local time, with its zone'],
    ],
    settings: ['logLevel'],
  })
    .argument('<expression>', 'the expression; quote it, because shells interpret brackets')
    .option('--time-zone <zone>', 'IANA time zone of local days and times (default: UTC)')
    // A year may begin with a minus sign, such as -0044, which commander would read as an option.
    .allowUnknownOption()
    .action(
      does(async (edtf: string, options: Options, command: Command) => {
        configOf(command, [], context);
        const { timeZone } = options;
        const { resolveTime } = await import('../domain/time/fuzzy-time.ts');
        const time = resolveTime(timeZone === undefined ? { edtf } : { edtf, timeZone });
        if (options.json) await terminal.json(time);
        else await terminal.lines(explain(time));
        return exitCodes.ok;
      }),
    );
}

function explain(time: FuzzyTime): string[] {
  const bound = (value: string | null, kind: string) =>
    value ?? (kind === 'open' ? 'none (open)' : 'not known');
  const zone = time.timeZone ?? (time.zoneAssumed ? 'none given; read as UTC' : 'none needed');
  const stretches = time.stretchCount ?? 'too many: everything from earliest to latest counts';
  const facts = [
    ['EDTF', time.edtf],
    ['earliest', bound(time.earliest, time.earliestKind)],
    ['latest', bound(time.latest, time.latestKind)],
    ['precision', time.precision],
    ['qualifier', time.qualifier],
    ['extent', time.extent],
    ...(time.stretchCount === 1 ? [] : [['stretches', stretches] as const]),
    ['time zone', zone],
  ] as const;
  return [time.display, '', ...facts.map(([name, value]) => `  ${name.padEnd(11)}${value}`)];
}
