import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Pace } from './harness/rounds.ts';

/** What a run measures. */
export const groups = [
  'questions',
  'shapes',
  'overlap',
  'import',
  'start',
  'memory',
  'readers',
  'disk',
  'hostile',
  'workers',
  'export',
  'limit',
  'peers',
] as const;
export type Group = (typeof groups)[number];

export type Options = {
  events: number[];
  pace: Pace;
  only: ReadonlySet<Group>;
  seed: number;
  /** Where the results go. */
  out: string;
  /** Where databases are kept. */
  cache: string;
  smoke: boolean;
  installPeers: boolean;
  /** Whether what is found is added to what is kept there, in place of what it measures anew. */
  adds: boolean;
  /** Whether the databases are kept in the system's memory while they are asked. */
  resident: boolean;
};

export const usage = `Usage: npm run bench -- [--events 10000,100000,1000000] [--rounds 5] [--seconds 2] [--connections 16]
  [--only GROUPS] [--out DIR] [--cache DIR] [--seed N] [--install-peers] [--add] [--resident] [--smoke]
GROUPS, separated by commas: ${groups.join(', ')}; "ours" is all but limit and peers.
--cache keeps datasets and databases, which are large: one of a million events takes several gigabytes.
--add keeps what earlier runs found of other things in the same results.
--resident keeps each database in the system's memory while it is asked; needs vmtouch.
--smoke does everything once, small and short: it shows that the bench works and measures nothing.
`;

export class UsageError extends Error {}

export const resultsDirectory = fileURLToPath(new URL('results', import.meta.url));

export function optionsFrom(args: readonly string[]): Options {
  const values = valuesFrom(args);
  const smoke = values.smoke ?? false;
  return {
    events: list(values.events ?? (smoke ? '2000' : '10000,100000,1000000'))
      .map((one) => whole('events', one))
      .toSorted((a, b) => a - b),
    pace: {
      rounds: whole('rounds', values.rounds ?? (smoke ? '1' : '5')),
      seconds: smoke ? 0.1 : whole('seconds', values.seconds ?? '2'),
      connections: whole('connections', values.connections ?? '16'),
      samples: smoke ? 5 : 200,
    },
    only: groupsFrom(values.only),
    seed: whole('seed', values.seed ?? '1'),
    out: values.out ?? (smoke ? join(tmpdir(), 'claimline-bench', 'smoke') : resultsDirectory),
    cache: values.cache ?? join(tmpdir(), 'claimline-bench'),
    smoke,
    installPeers: values['install-peers'] ?? false,
    adds: values.add ?? false,
    resident: values.resident ?? false,
  };
}

function valuesFrom(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const known = {
    events: text,
    rounds: text,
    seconds: text,
    connections: text,
    only: text,
    out: text,
    cache: text,
    seed: text,
  };
  try {
    return parseArgs({
      args: [...args],
      options: { ...known, smoke: flag, add: flag, resident: flag, 'install-peers': flag },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const list = (text: string) => text.split(',').map((one) => one.trim());

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`--${name} takes whole numbers above 0, not "${text}"`);
  return Number(text);
}

function groupsFrom(text: string | undefined): Set<Group> {
  if (text === undefined) return new Set(groups);
  return new Set(
    list(text).flatMap((name): readonly Group[] => {
      if (name === 'ours') return groups.filter((one) => one !== 'limit' && one !== 'peers');
      const group = groups.find((one) => one === name);
      if (group === undefined) throw new UsageError(`--only knows no "${name}"`);
      return [group];
    }),
  );
}
