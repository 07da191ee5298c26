/** Input of which nothing after a certain place can be read. */
export class DamagedInput extends Error {
  override readonly name = 'DamagedInput';
  /** The line where it was noticed, counted from 1; null for the input as a whole. */
  readonly line: number | null;

  /** @param message what is wrong, as the end of a sentence that begins with the place */
  constructor(message: string, line: number | null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.line = line;
  }
}
