import { expect } from 'vitest';

/** Reads the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/), strictly. */

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const helpLine = new RegExp(`^# HELP (${name}) \\S.*$`);
const typeLine = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`);
const sampleLine = new RegExp(
  `^(${name})(\\{${label}(?:,${label})*\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]\\d+)?|[+-]Inf|Nan|NaN)$`,
);

/** The value of each sample, by its name and labels as they are written. */
export type Samples = ReadonlyMap<string, number>;

/** Checks every line, and that each metric is introduced by its help and its type, once. */
function samplesOf(text: string): Samples {
  expect(text.endsWith('\n')).toBe(true);
  const samples = new Map<string, number>();
  const known = new Set<string>();
  let current = { name: '', type: '' };
  let announced = '';
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, helped] = helpLine.exec(line) ?? [];
    const [, typed, type = ''] = typeLine.exec(line) ?? [];
    if (helped !== undefined) {
      expect(known, `${helped} comes once`).not.toContain(helped);
      known.add(helped);
      announced = helped;
    } else if (typed !== undefined) {
      expect(typed, 'the type follows the help').toBe(announced);
      current = { name: typed, type };
    } else {
      const [, sample = '', labels = '', value] = sampleLine.exec(line) ?? [];
      expect(value, `a sample: ${line}`).toBeDefined();
      const suffix = current.type === 'histogram' ? /^_(bucket|sum|count)$/ : /^$/;
      expect(sample.startsWith(current.name), line).toBe(true);
      expect(sample.slice(current.name.length), line).toMatch(suffix);
      expect(samples.has(sample + labels), `${line} comes once`).toBe(false);
      samples.set(sample + labels, Number(value));
    }
  }
  return samples;
}

/** Fetches the samples of a server. */
export async function scrape(origin: string): Promise<{ text: string; samples: Samples }> {
  // A connection of its own: among several processes, any may answer.
  const answer = await fetch(`${origin}/metrics`, { headers: { connection: 'close' } });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return { text, samples: samplesOf(text) };
}

/** Returns the number of requests of an operation that had a status. */
export const requestsOf = (samples: Samples, operation: string, status: number | string): number =>
  samples.get(`claimline_http_requests_total{operation="${operation}",status="${status}"}`) ?? 0;
