import { type ChildProcess, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import { actor, claim, dataset, event, source } from '../helpers/records.ts';

/** The command line as a person has it: a process, its output and its exit code. */

const root = new URL('../../', import.meta.url).pathname;
export const launcher = join(root, 'src/claimline.js');
export const seedDirectory = join(root, 'data/crocus-city-hall-2024');

export type Outcome = { code: number | null; stdout: string; stderr: string };

export type RunOptions = {
  cwd: string;
  env?: Record<string, string>;
  /** The runtime; the one that runs the tests unless given. */
  node?: string;
  nodeArgs?: readonly string[];
  /** The standard input; without it, there is none. */
  stdin?: string | Uint8Array;
};

/** The environment without whatever settings the tests themselves run under. */
function environment(extra: Record<string, string> = {}): Record<string, string> {
  // Most of a short command's time is compiling: the tests run some hundred of them, so they share that work.
  const compiled = join(root, 'node_modules/.cache/claimline-tests');
  return { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compiled, ...extra };
}

export function start(args: readonly string[], options: RunOptions): ChildProcess {
  const { cwd, env, node = process.execPath, nodeArgs = [], stdin } = options;
  const child = spawn(node, [...nodeArgs, launcher, ...args], {
    cwd,
    env: environment(env),
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  // The program may end before it has read everything.
  child.stdin?.on('error', () => undefined).end(stdin);
  return child;
}

export async function claimline(args: readonly string[], options: RunOptions): Promise<Outcome> {
  return outcomeOf(start(args, options));
}

export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code) => settle({ code, stdout, stderr }));
  });
}

/** A server in a process of its own. */
export type Served = { child: ChildProcess; url: string; ended: Promise<Outcome> };

export async function serve(args: readonly string[], options: RunOptions): Promise<Served> {
  const child = start(['serve', '--json', ...args], { ...options, env: { PORT: '0', ...options.env } });
  const ended = outcomeOf(child);
  let printed = '';
  const url = await new Promise<string>((found, fail) => {
    child.stdout?.on('data', (text) => {
      printed += text;
      const address = /"url": "([^"]+)"/.exec(printed)?.[1];
      if (address !== undefined) found(address);
    });
    ended.then(({ code, stderr }) => fail(new Error(`the server ended with ${code}: ${stderr}`)), fail);
  });
  return { child, url, ended };
}

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** A new empty directory, removed after the tests of the file. */
export function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-cli-'));
  directories.push(directory);
  return directory;
}

/** A small dataset with evidence in `articleText`. */
export const articleText =
  'The mayor 🏛 said the bridge is safe.\n\nEngineers disagree: the bridge is not safe.\n';

export const small = (id = 'bridge'): DatasetFile => ({
  datasetId: id,
  dataset: dataset(id, { lang: 'en' }),
  sources: [source(`${id}-article`, { contentLength: [...articleText].length })],
  actors: [actor(`${id}-mayor`), actor(`${id}-engineers`)],
  events: [event(`${id}-opening`, { time: { edtf: '2024-05-01' } })],
  claims: [
    claim(`${id}-is-safe`, {
      claimantId: `${id}-mayor`,
      proposition: {
        subject: { kind: 'event', id: `${id}-opening` },
        predicate: 'described_as',
        object: { kind: 'text', value: 'safe', lang: 'en' },
      },
      evidence: [
        {
          sourceId: `${id}-article`,
          start: 17,
          end: 35,
          quoteSha256: hash('sha256', 'the bridge is safe'),
          paragraph: 1,
        },
      ],
    }),
  ],
});

/** Returns a function that writes a file into a directory and returns its name. */
export const writerIn = (directory: string) => (name: string, text: string | Buffer) => {
  writeFileSync(join(directory, name), text);
  return name;
};

export function writeJson(path: string, value: object): string {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  return path;
}

/** Returns the output of a command with `--json`. */
export const jsonOf = <T = Record<string, unknown>>({ stdout }: Pick<Outcome, 'stdout'>): T =>
  JSON.parse(stdout);

export type ErrorDocument = {
  error: {
    code: string;
    message: string;
    problems?: { file: string; record: string | null; pointer: string; detail: string }[];
    faults?: Record<string, string>[];
    time?: { part: string; offset: number };
  };
};
