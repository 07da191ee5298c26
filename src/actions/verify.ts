import { ClaimlineError } from '../domain/errors.ts';
import type { SourceLocators } from '../domain/source-locators.ts';
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
  return (await store.verify(sourceId, bytes, deadlineMs)) ?? unknownSource(sourceId);
}

/**
 * Writes the locators of quotes in a text of a source. Changes nothing.
 * @param bytes the text as UTF-8
 * @throws ClaimlineError `not_found` for an unknown source; any error of `Store.locate`
 */
export async function locateInSource(
  store: Store,
  sourceId: string,
  bytes: Uint8Array,
  quotes: readonly string[],
  deadlineMs?: number,
): Promise<SourceLocators> {
  return (await store.locate(sourceId, bytes, quotes, deadlineMs)) ?? unknownSource(sourceId);
}

function unknownSource(sourceId: string): never {
  const detail = `There is no source with the id ${JSON.stringify(sourceId)}.`;
  throw new ClaimlineError('not_found', detail, [{ parameter: 'sourceId', detail, code: 'not_found' }]);
}
