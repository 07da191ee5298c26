import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Control characters but tab and line feed, which could move a terminal's cursor or change its colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text that may hold anything, made safe to show: control characters are spelled out. */
const printable = (text: string): string =>
  text.replaceAll(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const eraseLine = '\r\u001b[2K';

/** Results go to standard output, everything else to standard error; progress only where somebody watches. */
export class Terminal {
  readonly #stdout: Writable;
  readonly #stderr: Writable & { isTTY?: boolean };
  #showsPhase = false;

  constructor(stdout: Writable, stderr: Writable & { isTTY?: boolean }) {
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  /** Whether somebody watches what is said beside the results. */
  get isWatched(): boolean {
    return this.#stderr.isTTY === true;
  }

  /** A result, as it stands. */
  async result(text: string): Promise<void> {
    this.#endPhase();
    if (this.#stdout.destroyed || this.#stdout.write(text)) return;
    // A reader that goes away (EPIPE) never drains.
    const settled = new AbortController();
    await Promise.race([
      once(this.#stdout, 'drain', settled).catch(() => undefined),
      once(this.#stdout, 'close', settled).catch(() => undefined),
    ]);
    settled.abort();
  }

  /** Whether results go nowhere any more, because their reader has gone. */
  get isForsaken(): boolean {
    return this.#stdout.destroyed;
  }

  /** Lines of a result. */
  lines(lines: readonly string[]): Promise<void> {
    return this.result(lines.map((line) => `${printable(line)}\n`).join(''));
  }

  /** A result for programs: one JSON document. */
  json(value: object): Promise<void> {
    return this.result(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A line for a person, beside the results. */
  note(line: string): void {
    this.#endPhase();
    this.#stderr.write(`${printable(line)}\n`);
  }

  /** Says what is being done now; the next thing said takes its place. */
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
