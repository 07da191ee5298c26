import { mkdirSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  claimline,
  freshDirectory,
  jsonOf,
  outcomeOf,
  seedDirectory,
  serve,
  small,
  start,
  writeJson,
} from './harness.ts';

const fresh = () => {
  const cwd = join(base, String(count++));
  mkdirSync(cwd);
  return cwd;
};
let count = 0;
const base = freshDirectory();
const memory = { DATABASE_URL: 'sqlite::memory:' };

describe('serving', () => {
  it('seeds an empty database once, and never over what it holds', async () => {
    const cwd = fresh();
    const first = await serve(['--seed', seedDirectory], { cwd });
    const datasets: { data: { id: string }[] } = JSON.parse(
      await (await fetch(`${first.url}/v1/datasets`)).text(),
    );
    expect(datasets.data.map(({ id }) => id)).toEqual(['crocus-city-hall-2024']);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    expect(readdirSync(cwd), 'the log is in the file').toEqual(['claimline.db']);

    const other = writeJson(join(cwd, 'other.json'), small());
    const second = await serve(['--seed', other], { cwd });
    const kept = await (await fetch(`${second.url}/v1/datasets`)).json();
    expect(kept).toEqual(datasets);
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('answers on a loopback address only to names of this machine, and to those that ALLOWED_HOSTS or PUBLIC_URL names', async () => {
    const ask = async (url: string, host: string) => {
      const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
      request(`${url}/healthz`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
      return promise;
    };
    const local = await serve([], { cwd: fresh(), env: memory });
    const named = await serve([], { cwd: fresh(), env: { ...memory, ALLOWED_HOSTS: 'news.example' } });
    const published = await serve([], {
      cwd: fresh(),
      env: { ...memory, ALLOWED_HOSTS: 'other.example', PUBLIC_URL: 'https://news.example/claimline' },
    });
    const open = await serve(['--host', '0.0.0.0'], { cwd: fresh(), env: memory });
    const seen = [];
    for (const { url } of [local, named, published, open]) {
      seen.push([await ask(url, 'localhost'), await ask(url, 'news.example')]);
    }
    expect(seen).toEqual([
      [200, 421],
      [421, 200],
      [421, 200],
      [200, 200],
    ]);
    for (const { child, ended } of [local, named, published, open]) {
      child.kill('SIGTERM');
      await ended;
    }
  });

  it('prints the addresses that a person wants next, and every one of them answers', async () => {
    const cwd = fresh();
    const child = start(['serve', '--seed', seedDirectory], { cwd, env: { ...memory, PORT: '0' } });
    const ended = outcomeOf(child);
    let printed = '';
    await new Promise<void>((ready) => {
      child.stdout?.on('data', (text) => {
        printed += text;
        if (printed.includes('Ctrl+C')) ready();
      });
    });
    const urls = printed.match(/http:\/\/127\.0\.0\.1:\d+\/\S+/g) ?? [];
    const paths = urls.map((url) => url.slice(new URL(url).origin.length));
    const [, first] = /\n\n +(\S.*)\n/.exec(printed) ?? [];
    expect(first, 'the page for people comes first').toMatch(/^Explorer +http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(paths).toContain('/docs');
    expect(paths).toContain('/guide');
    expect(paths).toContain('/openapi.json');
    expect(paths.some((path) => /^\/v1\/events\?from=[\d-]+&to=[\d-]+$/.test(path))).toBe(true);
    expect(paths.some((path) => /^\/v1\/actors\/[a-z-]+\/claims$/.test(path))).toBe(true);
    for (const url of urls) {
      const response = await fetch(url);
      expect(response.status, url).toBe(200);
      const body = await response.text();
      if (url.includes('/v1/')) expect(JSON.parse(body).data.length, url).toBeGreaterThan(0);
    }
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Claimline \d+\.\d+\.\d+ serves sqlite::memory: at http:\/\/127\.0\.0\.1:\d+\n/);
    expect(stderr).toContain('Imported ');
  });

  it('is one JSON document with --json', async () => {
    const { child, url, ended } = await serve([], { cwd: fresh(), env: memory });
    child.kill('SIGTERM');
    expect(jsonOf(await ended)).toMatchObject({
      url,
      database: 'sqlite::memory:',
      links: { explorer: `${url}/`, docs: `${url}/docs`, events: `${url}/v1/events` },
    });
  });

  it('is of the public address if there is one', async () => {
    const publicUrl = 'https://news.example/claimline';
    const { child, url, ended } = await serve(['--public-url', publicUrl], { cwd: fresh(), env: memory });
    child.kill('SIGTERM');
    const { links } = jsonOf<{ links: Record<string, string> }>(await ended);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(links).toMatchObject({ explorer: `${publicUrl}/`, docs: `${publicUrl}/docs` });
    for (const link of Object.values(links)) expect(link).toMatch(/^https:\/\/news\.example\/claimline\//);
  });

  it('logs requests to standard error when it is told to', async () => {
    const { child, url, ended } = await serve(['--log-level', 'info'], { cwd: fresh(), env: memory });
    await fetch(`${url}/healthz?secret=1`);
    child.kill('SIGTERM');
    const { stderr } = await ended;
    expect(stderr).toContain('"path":"/healthz"');
    expect(stderr).not.toContain('secret');
  });

  it('refuses a broken seed, and starts nothing', async () => {
    const cwd = fresh();
    const { code, stdout, stderr } = await claimline(['serve', '--seed', cwd], { cwd, env: { PORT: '0' } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('is a directory without a .json file');
  });
});

describe('an address that cannot be listened on', () => {
  it('because another program does', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => taken.once('listening', ready));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, stdout, stderr } = await claimline(['serve', '--port', port], {
      cwd: fresh(),
      env: memory,
    });
    taken.close();
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      `claimline: Cannot listen on 127.0.0.1, port ${port}: another program uses this port. ` +
        'Choose another with --port or PORT; 0 picks any free one.\n',
    );
  });

  it.each(['203.0.113.7', 'no-such-host.invalid'])('because it is not here: %s', async (host) => {
    const env = { ...memory, PORT: '0', HOST: host };
    const { code, stderr } = await claimline(['serve'], { cwd: fresh(), env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^claimline: Cannot listen on .*--host or HOST\.\n$/);
  });
});

describe('stopping', () => {
  /** A request whose body is sent up to here, and then is waited with. */
  async function inFlight(url: string) {
    const text = Buffer.from('The text of the source.');
    const sent = request(`${url}/v1/sources/crocus-city-hall-article/verification`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'content-length': text.length, expect: '100-continue' },
    });
    sent.flushHeaders();
    // The server has the head of the request once it asks for the body.
    await new Promise((asked) => sent.once('continue', asked));
    sent.write(text.subarray(0, 5));
    const answered = new Promise<{ status: number | undefined; body: string }>((settle, fail) => {
      sent.once('error', fail);
      sent.once('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part) => {
          body += part;
        });
        response.once('end', () => settle({ status: response.statusCode, body }));
      });
    });
    return { finish: () => sent.end(text.subarray(5)), answered };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: what is in flight is answered, then exit 0',
    async (signal) => {
      const { child, url, ended } = await serve(['--seed', seedDirectory], { cwd: fresh(), env: memory });
      // A kept connection that is idle must not hold the server up.
      await (await fetch(`${url}/healthz`)).text();
      const { finish, answered } = await inFlight(url);
      const asked = performance.now();
      child.kill(signal);
      await wait(600);
      expect(child.exitCode, 'it waits').toBeNull();
      await expect(fetch(`${url}/healthz`, { headers: { connection: 'close' } })).rejects.toThrow();
      finish();
      const { status, body } = await answered;
      expect(status, body).toBe(200);
      expect(JSON.parse(body).sourceId).toBe('crocus-city-hall-article');
      expect(await ended).toMatchObject({ code: 0, stderr: expect.not.stringContaining('error') });
      expect(performance.now() - asked).toBeLessThan(5000);
    },
  );

  it('ends within ten seconds though a client never finishes its request', async () => {
    const { child, url, ended } = await serve(['--seed', seedDirectory], { cwd: fresh(), env: memory });
    const { answered } = await inFlight(url);
    answered.catch(() => undefined);
    const asked = performance.now();
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  it('a second signal ends it at once', async () => {
    const { child, url, ended } = await serve(['--seed', seedDirectory], { cwd: fresh(), env: memory });
    const { answered } = await inFlight(url);
    answered.catch(() => undefined);
    child.kill('SIGTERM');
    await wait(500);
    const asked = performance.now();
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    expect(performance.now() - asked).toBeLessThan(1000);
  });

  it('the same signal twice in a blink is one, as npm passes on what the terminal sends too', async () => {
    const { child, url, ended } = await serve(['--seed', seedDirectory], { cwd: fresh(), env: memory });
    const { finish, answered } = await inFlight(url);
    child.kill('SIGINT');
    await wait(30);
    child.kill('SIGINT');
    await wait(200);
    finish();
    expect((await answered).status).toBe(200);
    expect((await ended).code).toBe(0);
  });

  it('does not mind that nobody reads what it prints', async () => {
    const { child, url, ended } = await serve([], { cwd: fresh(), env: memory });
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });
});
