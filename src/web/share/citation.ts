import { claimline, serverUrl } from '../state/api.ts';
import type { Claim, Event } from '../state/schemas.ts';
import { timeWords } from '../time/words.ts';

/** How to cite a record so that it can be found again as it was: its version, and when it was looked at. */

/** A citation is read far from here: its dates are written as ISO 8601 has them, whatever the reader's locale. */
const today = () => new Date().toISOString().slice(0, 10);

type Stamped = { id: string; datasetId: string; version: number; updatedAt: string };

async function cited(what: string, kind: 'event' | 'claim', record: Stamped): Promise<string> {
  const { title, licence } = await claimline.getDataset(record.datasetId);
  const where = `${serverUrl}/?${kind}=${encodeURIComponent(record.id)}`;
  const version = `${kind} “${record.id}”, version ${record.version} of ${record.updatedAt.slice(0, 10)}`;
  return `${what} ${title} (${licence}), ${version}. ${where} (accessed ${today()}).`;
}

export const eventCitation = (event: Event): Promise<string> =>
  cited(`“${event.title}” (${timeWords(event.time)}).`, 'event', event);

export const claimCitation = (claim: Claim, claimant: string): Promise<string> =>
  cited(`${claimant}: “${claim.statement}” (paraphrase; said ${timeWords(claim.madeAt)}).`, 'claim', claim);
