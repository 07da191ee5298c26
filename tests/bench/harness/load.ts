import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'undici';
import { pinned } from './cores.ts';
import { outputOf } from './processes.ts';
import { quantile } from './stats.ts';

/** Load on a server: requests one after the other over some connections, for some time. */

/** Requests to draw from, in an order in which none comes back soon. */
export type Requests = {
  /** Paths with their queries; for POST, JSON bodies. */
  lines: readonly string[];
  /** An entity tag for each line, sent as If-None-Match. */
  tags?: readonly string[];
  /** Where bodies are posted to; GET where not given. */
  postTo?: string;
};

export type Load = { connections: number; seconds: number };

export type Seen = {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Requests that got no answer, or one of 400 and above. */
  failed: number;
  requests: number;
};

/** A load generator: the same one for whatever is compared. */
export interface Generator {
  readonly name: string;
  run(origin: string, requests: Requests, load: Load): Promise<Seen>;
}

const wrkVersion = () =>
  /wrk \S*?(\d+\.\d+\.\d+)/.exec(spawnSync('wrk', ['-v'], { encoding: 'utf8' }).stdout ?? '')?.[1];

/** wrk where the machine has it, since it takes least from the server it measures; else undici. */
export function bestGenerator(): Generator {
  const version = wrkVersion();
  return version === undefined ? new Undici() : new Wrk(version);
}

class Wrk implements Generator {
  readonly name: string;
  readonly #script = fileURLToPath(new URL('wrk.lua', import.meta.url));

  constructor(version: string) {
    this.name = `wrk ${version}`;
  }

  async run(origin: string, { lines, tags, postTo }: Requests, load: Load): Promise<Seen> {
    const directory = mkdtempSync(join(tmpdir(), 'claimline-wrk-'));
    try {
      const file = join(directory, 'lines');
      writeFileSync(file, lines.map((line, index) => (tags ? `${line}\t${tags[index]}` : line)).join('\n'));
      const own = [file, String(Math.random()), ...(postTo === undefined ? ['GET'] : ['POST', postTo])];
      const timing = [
        '-t1',
        `-c${load.connections}`,
        `-d${Math.max(1, Math.round(load.seconds))}s`,
        '--latency',
      ];
      const [command, args] = pinned('load', 'wrk', [...timing, '-s', this.#script, origin, '--', ...own]);
      return seenBy(await outputOf(command, args));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

/** Reads the line of JSON that the script prints at the end. */
export function seenBy(output: string): Seen {
  const line = output.split('\n').findLast((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`wrk did not say what it saw:\n${output}`);
  const { requests, microseconds, p50, p99, failed }: Record<string, number> = JSON.parse(line);
  return {
    requestsPerSecond: (requests ?? 0) / ((microseconds ?? 0) / 1e6),
    p50Ms: (p50 ?? 0) / 1000,
    p99Ms: (p99 ?? 0) / 1000,
    failed: failed ?? 0,
    requests: requests ?? 0,
  };
}

export class Undici implements Generator {
  readonly name = 'undici';

  async run(origin: string, requests: Requests, { connections, seconds }: Load): Promise<Seen> {
    const latencies: number[] = [];
    let failed = 0;
    let at = Math.floor(Math.random() * requests.lines.length);
    const begun = performance.now();
    const end = begun + seconds * 1000;
    const one = async () => {
      const client = new Client(origin);
      while (performance.now() < end) {
        at = (at + 1) % requests.lines.length;
        const sent = performance.now();
        if (!(await answered(client, requests, at))) failed += 1;
        latencies.push(performance.now() - sent);
      }
      await client.close();
    };
    await Promise.all(Array.from({ length: connections }, one));
    const elapsed = (performance.now() - begun) / 1000;
    return {
      requestsPerSecond: latencies.length / elapsed,
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      failed,
      requests: latencies.length,
    };
  }
}

async function answered(client: Client, { lines, tags, postTo }: Requests, at: number): Promise<boolean> {
  const line = lines[at] ?? '';
  const tag = tags?.[at];
  try {
    const { statusCode, body } = await client.request(
      postTo === undefined
        ? { method: 'GET', path: line, ...(tag === undefined ? {} : { headers: { 'if-none-match': tag } }) }
        : { method: 'POST', path: postTo, body: line, headers: { 'content-type': 'application/json' } },
    );
    await body.dump({ limit: Number.MAX_SAFE_INTEGER });
    return statusCode < 400;
  } catch {
    return false;
  }
}
