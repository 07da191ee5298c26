import { readdirSync, readFileSync } from 'node:fs';

/** Returns the ids of this process's children that run with this text in their command line. */
export const readersOf = (text: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isReader(Number(name), text))
    .map(Number);

function isReader(pid: number, text: string): boolean {
  try {
    const [, , state, parent] =
      /^(\d+) \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return state !== 'Z' && parent === String(process.pid) && commandLine.includes(text);
  } catch {
    return false;
  }
}
