import { Agent, request } from 'node:http';
import type { Requests } from './load.ts';

/** What a server answers, down to the bytes. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer };

/** Headers that every HTTP server makes by itself. */
const own = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

export function ask(origin: string, path: string, tag?: string): Promise<Answer> {
  return new Promise((settle, fail) => {
    const headers = tag === undefined ? {} : { 'if-none-match': tag };
    const sent = request(origin + path, { agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', fail);
      answer.once('end', () => {
        const kept = Object.entries(answer.headers).filter(([name]) => !own.has(name));
        settle({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks),
        });
      });
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The server may close a connection that was idle for long just as it is used again (RFC 9112 §9.3.1).
      if (error.code === 'ECONNRESET' && sent.reusedSocket) settle(ask(origin, path, tag));
      else fail(error);
    });
    sent.end();
  });
}

/** The answers to some of the requests, spread over all of them. Throws where one is refused. */
export async function sampled(origin: string, { lines, tags }: Requests, count: number): Promise<Answer[]> {
  const step = Math.max(1, Math.floor(lines.length / count));
  const found: Answer[] = [];
  for (let index = 0; index < lines.length && found.length < count; index += step) {
    const line = lines[index] ?? '';
    const answer = await ask(origin, line, tags?.[index]);
    if (answer.status >= 400) {
      const why = answer.body.toString('utf8', 0, 200);
      throw new Error(`${line} is answered with ${answer.status}: ${why}`);
    }
    found.push(answer);
  }
  return found;
}

/** Waits until a server that does not say when it is ready answers. */
export async function answers(url: string, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (answer.ok) return;
      throw new Error(`${url} answers ${answer.status}`);
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((settle) => setTimeout(settle, 100));
    }
  }
}
