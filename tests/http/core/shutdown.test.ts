import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { stopServer } from '../../../src/http/shutdown.ts';
import { startApi } from '../../helpers/api.ts';
import { type Running, startSample } from './harness.ts';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Resolves once the server has begun with a request for this path. */
async function begun({ admitted }: Running, path: string): Promise<void> {
  await expect.poll(() => admitted).toContain(path);
}

it('lets a request in flight finish and sweeps idle connections', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = await startSample({}, promise);
  const { app, origin, port } = server;
  const idle = connect(port, '127.0.0.1').resume();
  const idleClosed = new Promise<void>((closed) => idle.on('close', () => closed()));
  idle.write('GET /v1/birds HTTP/1.1\r\nHost: x\r\n\r\n');
  const held = fetch(`${origin}/v1/slow`);
  await begun(server, '/v1/birds');
  await begun(server, '/v1/slow');
  const started = performance.now();
  const stopped = stopServer(app);
  await idleClosed;
  await expect(fetch(`${origin}/v1/birds`)).rejects.toThrow();
  await wait(200);
  resolve();
  const response = await held;
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ characters: 1 });
  await stopped;
  expect(performance.now() - started).toBeLessThan(2000);
});

it('sweeps a connection that was busy when the stop began', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = await startSample({}, promise);
  const { app, port } = server;
  const busy = connect(port, '127.0.0.1');
  let text = '';
  const busyClosed = new Promise<void>((closed) => busy.on('close', () => closed()));
  busy.on('data', (chunk) => {
    text += chunk;
  });
  busy.write('GET /v1/slow HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n');
  await begun(server, '/v1/slow');
  const started = performance.now();
  const stopped = stopServer(app);
  setTimeout(resolve, 200);
  await Promise.all([stopped, busyClosed]);
  expect(text).toContain('200 OK');
  expect(performance.now() - started).toBeLessThan(2000);
});

it('cuts what does not finish in time', async () => {
  const server = await startSample({}, new Promise(() => undefined));
  const { app, origin } = server;
  const held = fetch(`${origin}/v1/slow`).catch(() => 'cut');
  await begun(server, '/v1/slow');
  const started = performance.now();
  await stopServer(app, { forceAfterMs: 300 });
  expect(await held).toBe('cut');
  expect(performance.now() - started).toBeLessThan(2000);
});

/** Asks for a path on a connection that stays open, and reads what comes until it ends. */
function openConnection(port: number) {
  const socket = connect(port, '127.0.0.1');
  const seen = { text: '' };
  const closed = new Promise<void>((done) => socket.on('close', () => done()));
  socket
    .on('error', () => undefined)
    .on('data', (chunk) => {
      seen.text += chunk;
    });
  const ask = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  return { seen, closed, ask };
}

it('says that it is not ready first, and answers what arrives meanwhile', async () => {
  const server = await startApi();
  const port = Number(new URL(server.origin).port);
  const [old, silent] = [openConnection(port), openConnection(port)];
  old.ask('/v1/events?limit=1');
  await expect.poll(() => old.seen.text).toContain('200 OK');
  const stopped = stopServer(server.app, { drainMs: 2000 });
  const [ready, alive, list] = await Promise.all(
    ['/readyz', '/healthz', '/v1/events?limit=1'].map((path) => fetch(server.origin + path)),
  );
  expect([ready?.status, alive?.status, list?.status]).toEqual([503, 200, 200]);
  expect(await ready?.json()).toMatchObject({ code: 'shutting_down' });
  expect(list?.headers.get('connection')).toBe('close');
  old.ask('/v1/events?limit=2');
  await Promise.all([stopped, old.closed, silent.closed]);
  expect(old.seen.text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  expect(silent.seen.text).toBe('');
  await server.store.close();
});

it('closes a connection on which nothing was ever sent without waiting for it', async () => {
  const server = await startSample();
  const silent = openConnection(server.port);
  await fetch(`${server.origin}/v1/birds`);
  // Longer than the test has: only the silent connection could make it wait.
  await stopServer(server.app, { drainMs: 0, forceAfterMs: 1_000_000 });
  await silent.closed;
});
