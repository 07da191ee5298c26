import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Histogram,
  type MetricObject,
  Registry,
} from 'prom-client';
import { addHeaders } from '../headers.ts';
import { addCacheMetrics, addStoreMetrics, type Measured } from './gauges.ts';

/**
 * Counts requests and serves the counts at `/metrics` in the text format of Prometheus. Labels are names of the program,
 * such as `listEvents`, never a path, an id or a word from a client.
 */

/** Label of requests to unknown paths, and of those that Node's parser or Fastify's router rejects. */
const unknownOperation = 'unknown';

/** Limits of the buckets of the histogram: from a cached response to a query that is stopped at its time limit. */
const bucketSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The processes of one server. Each counts its own requests; `askAll` returns the counts of all of them. */
export type MetricsGroup = {
  answerWith: (part: () => Promise<MetricObject[]>) => void;
  askAll: () => Promise<unknown[]>;
};

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'operation' | 'status'>;
  readonly #seconds: Histogram<'operation'>;
  readonly #group: MetricsGroup | undefined;

  /** @param group the processes of the server, if there are several; their counts are added up */
  constructor(measured: Measured, group?: MetricsGroup) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: 'claimline_http_requests_total',
      help: 'Requests by operation and status; status none: the client disconnected before the response.',
      labelNames: ['operation', 'status'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'claimline_http_request_duration_seconds',
      help: 'Time from the request to the end of its response, by operation.',
      labelNames: ['operation'],
      buckets: bucketSeconds,
      registers,
    });
    addStoreMetrics(this.#registry, measured);
    collectDefaultMetrics({ register: this.#registry });
    this.#group = group;
    group?.answerWith(() => this.#registry.getMetricsAsJSON());
  }

  /** Counts a response that no hook sees. */
  readonly countRefusal = (status: number): void => {
    this.#requests.inc({ operation: unknownOperation, status });
  };

  /** Counts every request of a server, and adds `/metrics` to it. */
  addTo(app: FastifyInstance): void {
    if (app.responseCache !== undefined) addCacheMetrics(this.#registry, app.responseCache);
    app.addHook('onResponse', (request, reply, done) => {
      this.#count(request, reply);
      done();
    });
    app.route({
      method: ['GET', 'HEAD'],
      url: '/metrics',
      schema: { hide: true },
      config: { alwaysAdmitted: true },
      handler: async (_request, reply) => {
        const text = await this.#text();
        addHeaders(reply, { 'content-type': this.#registry.contentType, 'cache-control': 'no-store' });
        return reply.send(text);
      },
    });
  }

  #count(request: FastifyRequest, { raw, elapsedTime }: FastifyReply): void {
    const operation = operationOf(request);
    this.#requests.inc({ operation, status: raw.headersSent ? raw.statusCode : 'none' });
    this.#seconds.observe({ operation }, elapsedTime / 1000);
  }

  async #text(): Promise<string> {
    if (this.#group === undefined) return this.#registry.metrics();
    // Each process returns the result of `getMetricsAsJSON`.
    const parts = (await this.#group.askAll()) as MetricObject[][];
    return AggregatorRegistry.aggregate(parts).metrics();
  }
}

/** Returns the name of the operation; of a page for people, its path as the route declares it. */
function operationOf({ is404, routeOptions: { config, url } }: FastifyRequest): string {
  if (is404) return unknownOperation;
  return config.operation?.operationId ?? url ?? unknownOperation;
}
