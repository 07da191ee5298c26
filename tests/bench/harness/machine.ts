import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import Database from 'better-sqlite3';
import { pinning } from './cores.ts';
import { root } from './servers.ts';

/** On what a bench ran: without it, its figures say nothing. */
export type Surroundings = {
  at: string;
  commit: string;
  processor: string;
  cores: number;
  memoryGb: number;
  system: string;
  versions: Record<string, string>;
  generator: string;
  pinned: boolean;
};

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

function commit(): string {
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version;

function sqliteVersion(): string {
  const db = new Database(':memory:');
  const version = db.prepare('select sqlite_version()').pluck().get();
  db.close();
  return String(version);
}

export function surroundings(generator: string): Surroundings {
  const own: { version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return {
    at: new Date().toISOString(),
    commit: commit(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    versions: {
      claimline: own.version,
      node: process.versions.node,
      sqlite: sqliteVersion(),
      'better-sqlite3': versionOf('better-sqlite3'),
      fastify: versionOf('fastify'),
    },
    generator,
    pinned: pinning,
  };
}
