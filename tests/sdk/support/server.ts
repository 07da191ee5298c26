import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { cacheDirectory, root, writeIfChanged } from './places.ts';
import { type Told, toldPlainly } from './story.ts';

/** What every SDK is made from and asks. */
export type Served = {
  url: string;
  /** Files with the documents that the server publishes. */
  documents: { '3.1': string; '3.0': string };
  /** What each program must tell. */
  expected: Told;
};

declare module 'vitest' {
  interface ProvidedContext {
    served: Served;
  }
}

/** Starts a seeded server on a free port and keeps what it publishes; the function returned stops it. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const server = spawn(
    process.execPath,
    ['src/claimline.js', 'serve', '--json', '--seed', 'data/crocus-city-hall-2024'],
    {
      cwd: root,
      env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'sqlite::memory:' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGTERM');
    await exit;
  };
  try {
    const url = await addressOf(server);
    const directory = await cacheDirectory('documents');
    const documents = { '3.1': join(directory, 'openapi.json'), '3.0': join(directory, 'openapi-3.0.json') };
    await writeIfChanged(documents['3.1'], await textAt(`${url}/openapi.json`));
    await writeIfChanged(documents['3.0'], await textAt(`${url}/openapi-3.0.json`));
    project.provide('served', { url, documents, expected: await toldPlainly(url) });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the server to tell its address. */
function addressOf(server: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = '';
  server.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    const url = /"url":\s*"(http[^"]+)"/.exec(printed)?.[1];
    if (url !== undefined) resolve(url);
  });
  server.once('error', reject);
  server.once('exit', () => reject(new Error(`The server ended before it told its address. ${printed}`)));
  return promise;
}

async function textAt(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
