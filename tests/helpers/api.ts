import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { DatasetBytes } from '../../src/actions/check-files.ts';
import { readFiles } from '../../src/actions/read-files.ts';
import { clientRecipes } from '../../src/cli/sdk/recipes.ts';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import type { Store } from '../../src/domain/store.ts';
import { addHomePage } from '../../src/http/home/home-page.ts';
import type { JsonObject } from '../../src/http/openapi/json.ts';
import type { Problem } from '../../src/http/problem.ts';
import { allRoutes, documentInfo } from '../../src/http/routes/index.ts';
import { createServer } from '../../src/http/server.ts';
import { stopServer } from '../../src/http/shutdown.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { Contract, type Exchange } from './contract.ts';
import { importFiles } from './import-files.ts';

/**
 * The real API over TCP: a server with every route over a store in memory. Every answer that a test gets here has
 * been held against the document that the server publishes, so that each test is a contract test too.
 */

export type Answer<T = unknown> = Exchange & { body: T };
export type ListPage<T, I = Record<string, Record<string, unknown>>> = {
  data: T[];
  page: { nextCursor: string | null; hasMore: boolean };
  included?: I;
};

const seedDirectory = new URL('../../data/crocus-city-hall-2024/', import.meta.url).pathname;
const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
const recordedAt = '2026-01-01T00:00:00.000Z';

/** Starts a server over these datasets; over the seed where none are given. Closing it closes the store. */
export async function startApi(
  files?: readonly DatasetFile[],
  store: Store = openSqliteStore(':memory:'),
  { cacheBytes = 8_000_000, publicUrl = '' } = {},
): Promise<Api> {
  const bytes = files === undefined ? await readFiles(seedDirectory) : files.map(bytesOf);
  if (bytes.length > 0) await importFiles(store, bytes, recordedAt);
  const log: string[] = [];
  const routes = allRoutes({ store, version: '0.0.0' });
  const app = createServer({
    routes,
    info: documentInfo(version, publicUrl),
    logLevel: 'warn',
    // A test that computes for long keeps its server, in the same process, from telling the client of a closed connection.
    limits: { keepAliveTimeoutMs: 600_000 },
    logStream: { write: (line) => log.push(line) },
    cache: { state: () => store.state(), maxBytes: cacheBytes },
    clients: clientRecipes(version),
    pages: (scope) => addHomePage(scope, { store, routes, publicUrl }),
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const document: JsonObject = JSON.parse(await (await fetch(`${origin}/openapi.json`)).text());
  const close = async () => {
    // A browser holds connections open on which it asks nothing: the framework alone would wait for them.
    await stopServer(app, { drainMs: 0 });
    await store.close();
  };
  return new Api(app, origin, new Contract(document), store, log, close);
}

const bytesOf = (file: DatasetFile): DatasetBytes => ({
  name: `${file.datasetId}.json`,
  bytes: Buffer.from(JSON.stringify(file)),
});

export class Api {
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly contract: Contract;
  readonly store: Store;
  /** The lines that the server logged as errors or warnings. */
  readonly log: readonly string[];
  readonly close: () => Promise<void>;

  constructor(
    app: FastifyInstance,
    origin: string,
    contract: Contract,
    store: Store,
    log: readonly string[],
    close: () => Promise<void>,
  ) {
    this.app = app;
    this.origin = origin;
    this.contract = contract;
    this.store = store;
    this.log = log;
    this.close = close;
  }

  /** Any request, its answer checked against the document. */
  async send<T = unknown>(url: string, init: RequestInit = {}): Promise<Answer<T>> {
    const response = await fetch(this.origin + url, { redirect: 'manual', ...init });
    const text = await response.text();
    const exchange = {
      method: init.method ?? 'GET',
      url,
      status: response.status,
      headers: response.headers,
      text,
    };
    this.contract.check(exchange);
    return { ...exchange, body: bodyOf(exchange) as T };
  }

  /** A GET that must succeed: its body. */
  async get<T>(url: string, init: RequestInit = {}): Promise<T> {
    const { status, body, text } = await this.send<T>(url, init);
    assert.equal(status, 200, `${url}: ${text}`);
    return body;
  }

  /** The ids (or keys) on one page of a list, in order. */
  async ids(url: string): Promise<string[]> {
    return idsOf(await this.get<ListPage<Record<string, unknown>>>(url));
  }

  /** A request that must fail with this status and code: the problem. */
  async problem(url: string, status: number, code: string, init: RequestInit = {}): Promise<Problem> {
    const answer = await this.send<Problem>(url, init);
    assert.deepEqual([answer.status, answer.body?.code], [status, code], `${url}: ${answer.text}`);
    return answer.body;
  }

  /** Follows `Link: rel="next"` to the end; gives the pages. */
  async walk<T = Record<string, unknown>>(url: string): Promise<ListPage<T>[]> {
    const pages: ListPage<T>[] = [];
    for (let next: string | undefined = url; next !== undefined; ) {
      const answer: Answer<ListPage<T>> = await this.send<ListPage<T>>(next);
      assert.equal(answer.status, 200, `${next}: ${answer.text}`);
      pages.push(answer.body);
      assert.ok(pages.length <= 500, `${url} does not end`);
      next = /^<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return pages;
  }

  /** A request written by hand over a socket of its own; its answer checked against the document, too. */
  async raw(
    method: string,
    url: string,
    headers: readonly string[] = [],
    body: string | Buffer = '',
  ): Promise<Answer> {
    const exchange = await this.rawUnchecked(method, url, headers, body);
    this.contract.check(exchange);
    return { ...exchange, body: bodyOf(exchange) };
  }

  /** The same for what is not in the document: OPTIONS, and pages for people. */
  async rawUnchecked(
    method: string,
    url: string,
    headers: readonly string[] = [],
    body: string | Buffer = '',
  ): Promise<Exchange> {
    const lines = [`${method} ${url} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''];
    const octets = await talk(this.origin, [Buffer.from(lines.join('\r\n')), Buffer.from(body)]);
    return { method, url, ...parseAnswer(octets) };
  }
}

/** JSON as a value, any other text as it is. */
const bodyOf = ({ headers, text }: Exchange): unknown =>
  text !== '' && headers.get('content-type')?.endsWith('json') ? JSON.parse(text) : text;

/** What tells a record of a list apart. */
export const idsOf = ({ data }: ListPage<Record<string, unknown>>): string[] =>
  data.map(({ id, key, proposition }) => String(id ?? key ?? Object(proposition).key));

async function talk(origin: string, pieces: readonly Buffer[]): Promise<Buffer> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<void>();
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(Buffer.from(chunk)));
  socket.on('error', () => resolve());
  socket.on('close', () => resolve());
  for (const piece of pieces) socket.write(piece);
  const late = setTimeout(() => socket.destroy(), 10_000);
  await promise;
  clearTimeout(late);
  return Buffer.concat(received);
}

function parseAnswer(octets: Buffer): { status: number; headers: Headers; text: string } {
  const end = octets.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = octets.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    text: octets.subarray(end + 4).toString('utf8'),
  };
}
