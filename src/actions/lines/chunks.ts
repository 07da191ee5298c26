import { limits } from '../../domain/limits.ts';
import type { ReadLine } from '../../formats/read-line.ts';

/**
 * Regroups lines into chunks, each for one transaction. If reading fails, the last chunk has the lines read before the
 * failure; then the failure is thrown.
 */
export async function* chunksOf(
  batches: AsyncIterable<ReadLine[]>,
  maxRecords: number,
): AsyncGenerator<ReadLine[]> {
  let chunk: ReadLine[] = [];
  let bytes = 0;
  try {
    for await (const lines of batches) {
      for (const line of lines) {
        chunk.push(line);
        bytes += line.raw?.length ?? 0;
        if (chunk.length < maxRecords && bytes < limits.importChunkMaxBytes) continue;
        yield chunk;
        chunk = [];
        bytes = 0;
      }
    }
  } catch (error) {
    if (chunk.length > 0) yield chunk;
    throw error;
  }
  if (chunk.length > 0) yield chunk;
}
