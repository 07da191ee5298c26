import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import Database from 'better-sqlite3';
import { type Answer, sampled } from '../harness/answers.ts';
import { type Contender, contest, type Pace } from '../harness/rounds.ts';
import { type Serving, serveClaimline, startServer } from '../harness/servers.ts';
import { median, rounded } from '../harness/stats.ts';
import type { Subject } from '../jobs/job.ts';
import type { Answers } from '../limits/bare-fastify.ts';
import { wordQuery } from '../limits/raw-fts.ts';
import type { RawTimes } from '../limits/raw-sql.ts';
import { runStatements, StatementTrace } from '../limits/statements.ts';
import { type Asked, names } from '../report/results.ts';
import { type Question, questions } from './lists.ts';

/** Every question of Claimline, beside what limits it: the server without the database, the database without the server. */

export async function contestAll(subject: Subject, say: (line: string) => void): Promise<Asked[]> {
  const database = subject.made.path;
  const ours = await serveClaimline(database);
  const trace = new StatementTrace(database);
  let bare: Serving | null = null;
  try {
    const answered = await withAnswers(await questionsFor(database, ours.origin), ours.origin, subject.pace);
    bare = subject.limits ? await serveBare(answered) : null;
    const asked: Asked[] = [];
    for (const one of answered) {
      say(`  ${one.question.title}`);
      asked.push(...(await ask(one, subject, ours, bare)));
      if (subject.limits && one.answers !== null)
        asked.push(...(await withoutServer(one.question, subject, trace)));
    }
    return asked;
  } finally {
    await bare?.stop();
    await ours.stop();
    await trace.close();
  }
}

async function questionsFor(path: string, origin: string): Promise<Question[]> {
  const db = new Database(path, { readonly: true });
  try {
    return await questions(db, origin);
  } finally {
    db.close();
  }
}

type Answered = { question: Question; answers: Answer[] };

async function withAnswers(all: readonly Question[], origin: string, { samples }: Pace): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const question of all) {
    answered.push({ question, answers: await sampled(origin, question.requests, samples) });
  }
  return answered;
}

async function serveBare(answered: readonly Answered[]): Promise<Serving> {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-bare-'));
  try {
    const file = join(directory, 'answers');
    const known = answered.map(({ question, answers }) => [question.id, answers]);
    const byCase: Answers = Object.fromEntries(known);
    writeFileSync(file, serialize(byCase));
    const program = fileURLToPath(new URL('../limits/bare-fastify.ts', import.meta.url));
    return await startServer(process.execPath, [program, file], /listening at (\S+)/);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function ask(
  { question, answers }: Answered,
  subject: Subject,
  ours: Serving,
  bare: Serving | null,
): Promise<Asked[]> {
  const { id, title, requests, indexed } = question;
  const about = { question: id, title, indexed };
  const contenders: Contender[] = [{ ...ours, name: names.ours, requests }];
  if (bare !== null) {
    const lines = requests.lines.map((line) => `/${id}${line}`);
    contenders.push({ ...bare, name: names.bare, requests: { ...requests, lines }, isLimit: true });
  }
  const bytes = Math.round(median(answers.map((answer) => answer.body.length)));
  const medians = await contest(subject.generator, contenders, subject.pace);
  return [...medians].map(([name, seen]) => ({ ...about, subject: name, ...seen, bytes }));
}

/** The SQL of the same requests, and for searches what the index of words itself takes. */
async function withoutServer(
  question: Question,
  { made, pace }: Subject,
  trace: StatementTrace,
): Promise<Asked[]> {
  if (question.cached || question.requests.tags !== undefined) return [];
  const { id, title } = question;
  const file = await trace.statementsOf(id, question.requests, pace.samples);
  const asked: Asked[] = [
    { question: id, title, subject: names.sql, ...(await timed(made.path, file, pace)) },
  ];
  if (question.word !== undefined) {
    const search = trace.file(`${id}-raw`, JSON.stringify([wordQuery(question.word)]));
    asked.push({ question: id, title, subject: names.fts, ...(await timed(made.path, search, pace)) });
  }
  return asked;
}

/** One after the other: what is done in a second is what one connection gets. */
async function timed(database: string, file: string, { rounds, seconds }: Pace) {
  const runs: RawTimes[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await runStatements(database, file, seconds / 2));
  const middle = (of: (run: RawTimes) => number) => rounded(median(runs.map(of)));
  return {
    requestsPerSecond: middle((run) => run.perSecond),
    p50Ms: middle((run) => run.p50Ms),
    p99Ms: middle((run) => run.p99Ms),
  };
}
