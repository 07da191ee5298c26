import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Overwrites a text in a closed file wherever it stands, as a disk that loses data does.
 * @throws Error where it does not stand there, so that a test does not pass for that
 */
export function overwrite(path: string, text: string, byte: number): void {
  const bytes = readFileSync(path);
  const { length } = Buffer.from(text);
  let times = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + length)) {
    bytes.fill(byte, at, at + length);
    times += 1;
  }
  if (times === 0) throw new Error(`${text} does not stand in ${path}`);
  writeFileSync(path, bytes);
}
