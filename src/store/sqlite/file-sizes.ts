import { statSync } from 'node:fs';
import { inMemory } from './open.ts';

/** Returns the octets of a database's file and of its write-ahead log; nothing for a database in memory. */
export function fileSizes(path: string): Record<string, number> {
  if (path === inMemory) return {};
  const bytesOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { database: bytesOf(path), wal: bytesOf(`${path}-wal`) };
}
