/** Input that cannot be read beyond a certain place, such as a file that is cut short. */
export class DamagedInput extends Error {
  override readonly name = 'DamagedInput';
  /** The line with the damage, counted from 1; null for the whole input. */
  readonly line: number | null;

  /** @param message the fault, as the end of a sentence that begins with the place */
  constructor(message: string, line: number | null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.line = line;
  }
}
