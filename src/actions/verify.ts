import { ClaimlineError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import type { SourceVerification } from '../domain/verification.ts';

/**
 * Looks up, in a text of a source, every passage that claims point to. Changes nothing.
 * @param bytes the text as UTF-8
 * @throws ClaimlineError `not_found` for an unknown source; what `Store.verify` throws
 */
export async function verifySource(
  store: Store,
  sourceId: string,
  bytes: Uint8Array,
  deadlineMs?: number,
): Promise<SourceVerification> {
  const found = await store.verify(sourceId, bytes, deadlineMs);
  if (found !== null) return found;
  const detail = `There is no source with the id ${JSON.stringify(sourceId)}.`;
  throw new ClaimlineError('not_found', detail, [{ parameter: 'sourceId', detail, code: 'not_found' }]);
}
