import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import Fastify from 'fastify';
import type { Answer } from '../harness/answers.ts';

/**
 * A process of its own: Fastify with nothing but answers in memory, the bytes and headers that Claimline sent. What
 * Claimline does beside this is what it costs. Told with `node bare-fastify.ts FILE`: answers by case.
 */

export type Answers = Record<string, readonly Answer[]>;

const answers: Answers = deserialize(readFileSync(process.argv[2] ?? ''));
const app = Fastify({ logger: false });

for (const [name, given] of Object.entries(answers)) {
  const own = given.map((answer) => ({ ...answer, body: Buffer.from(answer.body) }));
  let turn = 0;
  app.get(`/${name}/*`, (_request, reply) => {
    turn = (turn + 1) % own.length;
    const answer = own[turn];
    if (answer === undefined) return reply.code(500).send();
    const { status, headers, body } = answer;
    reply.code(status).headers(headers);
    return status === 304 ? reply.send() : reply.send(body);
  });
}

const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`listening at ${address}\n`);
process.once('SIGTERM', () => process.exit(0));
