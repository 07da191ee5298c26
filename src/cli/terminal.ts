import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Matches control characters except tab and line feed: they could move the cursor of a terminal or change its colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Makes any text safe to print: a control character is written out, such as `\u001b`. */
const printable = (text: string): string =>
  text.replaceAll(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const eraseLine = '\r\u001b[2K';

/** Prints results to standard output and all else to standard error. Progress is shown only on a terminal. */
export class Terminal {
  readonly #stdout: Writable;
  readonly #stderr: Writable & { isTTY?: boolean };
  #showsPhase = false;

  constructor(stdout: Writable, stderr: Writable & { isTTY?: boolean }) {
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  /** True if standard error is a terminal. */
  get isWatched(): boolean {
    return this.#stderr.isTTY === true;
  }

  /** Prints a result unchanged. */
  async result(text: string): Promise<void> {
    this.#endPhase();
    if (this.#stdout.destroyed || this.#stdout.write(text)) return;
    // If the reader has gone (EPIPE), `drain` never comes, so `close` ends the wait too.
    const settled = new AbortController();
    await Promise.race([
      once(this.#stdout, 'drain', settled).catch(() => undefined),
      once(this.#stdout, 'close', settled).catch(() => undefined),
    ]);
    settled.abort();
  }

  /** True if nobody reads the results any more, because the pipe is closed. */
  get isForsaken(): boolean {
    return this.#stdout.destroyed;
  }

  /** Prints a result of several lines. */
  lines(lines: readonly string[]): Promise<void> {
    return this.result(lines.map((line) => `${printable(line)}\n`).join(''));
  }

  /** Prints a result for programs: one JSON document. */
  json(value: object): Promise<void> {
    return this.result(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** Prints a line for people to standard error. */
  note(line: string): void {
    this.#endPhase();
    this.#stderr.write(`${printable(line)}\n`);
  }

  /** Shows the current work on a terminal, such as "Reading data …". The next output replaces it. */
  phase(text: string): void {
    if (!this.isWatched) return;
    this.#stderr.write(`${eraseLine}${printable(text)} …`);
    this.#showsPhase = true;
  }

  #endPhase(): void {
    if (this.#showsPhase) this.#stderr.write(eraseLine);
    this.#showsPhase = false;
  }
}
