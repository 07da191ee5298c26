import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  claimline,
  type ErrorDocument,
  freshDirectory,
  jsonOf,
  type Outcome,
  type Served,
  seedDirectory,
  serve,
  small,
  writeJson,
} from './harness.ts';
import { childrenOf, isRunning, until } from './processes.ts';

/** Several processes on one port. */

async function stopped({ child, ended }: Served, signal: NodeJS.Signals = 'SIGTERM'): Promise<Outcome> {
  const before = childrenOf(child.pid);
  child.kill(signal);
  const outcome = await ended;
  await until(() =>
    before.every((pid) => !childrenOf(1).includes(pid) && !childrenOf(child.pid).includes(pid)),
  );
  return outcome;
}

it('serve the same, seeded and announced once, and all stop', async () => {
  const cwd = freshDirectory();
  const server = await serve(['--seed', seedDirectory, '--workers', '2'], { cwd });
  expect(childrenOf(server.child.pid)).toHaveLength(2);
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () =>
      // A connection of its own for each, so that both processes get some.
      (await fetch(`${server.url}/v1/datasets`, { headers: { connection: 'close' } })).text(),
    ),
  );
  expect(new Set(answers).size).toBe(1);
  expect(JSON.parse(answers[0] ?? '').data).toHaveLength(1);
  const { code, stdout, stderr } = await stopped(server);
  expect([code, jsonOf({ stdout })], stderr).toMatchObject([0, { url: server.url }]);
  expect(readdirSync(cwd), 'the log is in the file').toEqual(['claimline.db']);
});

it('one that ends is replaced, on the same port', async () => {
  const server = await serve(['--seed', seedDirectory, '--workers', '2'], { cwd: freshDirectory() });
  const first = childrenOf(server.child.pid);
  for (const pid of first) process.kill(pid, 'SIGKILL');
  await until(() => {
    const now = childrenOf(server.child.pid);
    return now.length === 2 && !now.some((pid) => first.includes(pid));
  });
  const answered = async () => {
    try {
      return (await fetch(`${server.url}/v1/events?limit=1`)).status;
    } catch {
      return undefined;
    }
  };
  let status: number | undefined;
  while (status === undefined) status = await answered();
  expect(status).toBe(200);
  const { code, stderr } = await stopped(server, 'SIGINT');
  expect(code, stderr).toBe(0);
  expect(stderr.match(/A worker ended \(SIGKILL\)\. Another one is started\./g)).toHaveLength(2);
});

/** Clients that each ask again and again, on a new connection every time, until they are told to stop. */
class Load {
  answered = 0;
  broken = 0;
  readonly #url: string;
  readonly #clients: Promise<void>[];
  #goesOn = true;

  constructor(url: string, clients: number) {
    this.#url = url;
    this.#clients = Array.from({ length: clients }, () => this.#client());
  }

  /** Settles once every request has been answered or its connection has been closed. */
  async stop(): Promise<void> {
    this.#goesOn = false;
    await Promise.all(this.#clients);
  }

  async #client(): Promise<void> {
    while (this.#goesOn) {
      if (await this.#isAnswered()) this.answered += 1;
      else this.broken += 1;
    }
  }

  #isAnswered(): Promise<boolean> {
    return new Promise((settle) => {
      const request = get(this.#url, { agent: false }, (response) => {
        response.resume().on('end', () => settle(true));
      });
      request.on('error', () => settle(false));
      request.on('close', () => settle(false));
    });
  }
}

const descriptorsOf = (pid: number | undefined): string[] => readdirSync(`/proc/${pid}/fd`);

it('one that is killed under load leaves no request waiting and nothing open', async () => {
  const workers = 6;
  const args = ['--seed', seedDirectory, '--workers', String(workers)];
  const server = await serve(args, { cwd: freshDirectory() });
  const before = descriptorsOf(server.child.pid).length;
  const load = new Load(`${server.url}/v1/events?limit=5`, 24);
  let killed = 0;
  while (killed < 20) {
    await until(() => childrenOf(server.child.pid).length === workers);
    for (const pid of childrenOf(server.child.pid).slice(1)) {
      const enough = load.answered + 50;
      await until(() => load.answered >= enough);
      process.kill(pid, 'SIGKILL');
      killed += 1;
    }
  }
  await load.stop();
  await until(() => childrenOf(server.child.pid).length === workers);
  await until(() => descriptorsOf(server.child.pid).length <= before);
  expect(load.answered).toBeGreaterThan(1000);
  expect((await stopped(server)).code).toBe(0);
}, 240_000);

it('none outlives the process that started them', async () => {
  const server = await serve(['--workers', '2'], { cwd: freshDirectory() });
  const workers = childrenOf(server.child.pid);
  server.child.kill('SIGKILL');
  await server.ended;
  await until(() => !workers.some(isRunning));
});

it('each sees what another process has written', async () => {
  const cwd = freshDirectory();
  const server = await serve(['--workers', '2'], { cwd });
  const ids = async () => {
    const answer = await fetch(`${server.url}/v1/datasets`, { headers: { connection: 'close' } });
    return ((await answer.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  for (let round = 0; round < 6; round += 1) expect(await ids()).toEqual([]);
  const path = writeJson(join(cwd, 'small.json'), small());
  expect((await claimline(['import', path], { cwd })).code).toBe(0);
  for (let round = 0; round < 6; round += 1) expect(await ids()).toEqual(['bridge']);
  expect((await stopped(server)).code).toBe(0);
});

it('that cannot listen say why, once', async () => {
  const taken = createServer();
  await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready));
  const { port } = taken.address() as { port: number };
  const args = ['serve', '--json', '--workers', '2', '--port', String(port)];
  const { code, stdout, stderr } = await claimline(args, { cwd: freshDirectory() });
  taken.close();
  expect(code).toBe(3);
  const { error } = jsonOf<ErrorDocument>({ stdout });
  expect([error.code, error.message]).toEqual([
    'cannot_listen',
    expect.stringContaining('another program uses this port'),
  ]);
  expect(stderr.match(/Cannot listen/g)).toHaveLength(1);
});

it('need a database in a file', async () => {
  const env = { DATABASE_URL: 'sqlite::memory:', WORKERS: '3' };
  const { code, stderr } = await claimline(['serve'], { cwd: freshDirectory(), env });
  expect([code, stderr]).toEqual([2, expect.stringContaining('3 workers need a database in a file')]);
});
