import type { Worker } from 'node:cluster';
import { ClaimlineError } from '../domain/errors.ts';
import type { Group } from './context.ts';

/**
 * Lets one worker ask all workers the same question. Workers have no channel to each other, so the process that started
 * them passes the question on, and gives all answers back at once.
 */

type FromMember = { group: 'ask'; question: number } | { group: 'part'; round: number; part: unknown };
type ToMember = { group: 'give'; round: number } | { group: 'parts'; question: number; parts: unknown[] };

/** A question that is being answered: who asked, who has not answered yet, and what the others told. */
type Round = { asker: Worker; question: number; missing: Set<Worker>; parts: unknown[] };

/** The part of the process that started the workers. */
export class GroupRelay {
  readonly #members = new Set<Worker>();
  readonly #rounds = new Map<number, Round>();
  #lastRound = 0;

  /** Listens to a worker from its start on: it may be asked before this process has heard that it serves. */
  listen(worker: Worker): void {
    worker.on('message', (message: FromMember) => {
      if (message.group === 'ask') this.#begin(worker, message.question);
      if (message.group === 'part') this.#answered(message.round, worker, [message.part]);
    });
    worker.once('exit', () => {
      this.#members.delete(worker);
      for (const [id, round] of this.#rounds) {
        if (round.asker === worker) this.#rounds.delete(id);
        else this.#answered(id, worker, []);
      }
    });
  }

  /** Asks a worker, too, from now on until it ends. */
  add(worker: Worker): void {
    this.#members.add(worker);
  }

  #begin(asker: Worker, question: number): void {
    const missing = new Set([...this.#members, asker].filter((member) => member.isConnected()));
    this.#lastRound += 1;
    this.#rounds.set(this.#lastRound, { asker, question, missing, parts: [] });
    for (const member of missing) send(member, { group: 'give', round: this.#lastRound });
  }

  #answered(id: number, member: Worker, parts: readonly unknown[]): void {
    const round = this.#rounds.get(id);
    if (!round?.missing.delete(member)) return;
    round.parts.push(...parts);
    if (round.missing.size > 0) return;
    this.#rounds.delete(id);
    send(round.asker, { group: 'parts', question: round.question, parts: round.parts });
  }
}

/** A message to a worker that has just ended is lost: its exit says the rest. */
function send(worker: Worker, message: ToMember): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** The part of a worker. */
export class GroupMember implements Group {
  readonly #asked = new Map<number, (parts: unknown[]) => void>();
  #lastQuestion = 0;
  #part: () => Promise<unknown> = async () => null;

  constructor() {
    process.on('message', (message: ToMember) => {
      if (message.group === 'give') void this.#give(message.round);
      if (message.group === 'parts') this.#asked.get(message.question)?.(message.parts);
    });
  }

  answerWith(part: () => Promise<unknown>): void {
    this.#part = part;
  }

  askAll(): Promise<unknown[]> {
    this.#lastQuestion += 1;
    const question = this.#lastQuestion;
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
    this.#asked.set(question, resolve);
    const late = () =>
      reject(new ClaimlineError('deadline_exceeded', 'A worker process did not answer in time: try again.'));
    const timer = setTimeout(late, askMaxMs);
    tell({ group: 'ask', question });
    return promise.finally(() => {
      clearTimeout(timer);
      this.#asked.delete(question);
    });
  }

  /** A worker that cannot tell its part stays silent, so that no sum without it passes for the whole. */
  async #give(round: number): Promise<void> {
    const part = await this.#part().catch(() => undefined);
    if (part !== undefined) tell({ group: 'part', round, part });
  }
}

const tell = (message: FromMember) => process.send?.(message);

/** Less than the ten seconds that Prometheus waits for an answer. */
const askMaxMs = 5000;
