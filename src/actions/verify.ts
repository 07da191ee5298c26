import { ClaimlineError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import type { SourceVerification } from '../domain/verification.ts';

/**
 * Looks for every passage that claims cite from a source in a copy of the text of this source. Changes nothing.
 * @param bytes the text as UTF-8
 * @throws ClaimlineError `not_found` for an unknown source; any error of `Store.verify`
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
