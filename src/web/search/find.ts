import { disputeName } from '../dispute/name.ts';
import { actWords } from '../parts/act-words.ts';
import { sourceTitle } from '../source/source-title.ts';
import type { Open } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import type { Hit } from '../state/schemas.ts';
import { countWords, numberWords, termWords, timeWords } from '../time/words.ts';
import { escaped, markedAs } from './marked.ts';

/**
 * Finds records of every kind by their words. Each kind has its own request, so that many claims do not hide one actor.
 */

/** The kinds in the order in which they are shown. */
export const kinds = ['event', 'dispute', 'actor', 'claim', 'source'] as const;
export type Kind = (typeof kinds)[number];

/** A record that was found. Its texts are HTML from the API: escaped, with `<mark>` around the words. */
export type Found = { open: Open; title: string; about: string; text: string | null };

/** Results of one kind. `more` is true if there are more than are listed. */
export type Group = { kind: Kind; found: Found[]; count: string; more: boolean };

export type Scope = { words: string; datasetId: readonly string[]; only?: Kind | undefined };

/** Returns the results by kind, without kinds that have none. */
export async function findAll(
  { words, datasetId, only }: Scope,
  limit: number,
  signal: AbortSignal,
): Promise<Group[]> {
  if (words === '') return [];
  const groups = await Promise.all(
    kinds
      .filter((kind) => only === undefined || kind === only)
      .map(async (kind): Promise<Group> => {
        const query = { q: words, kind: [kind], limit, signal };
        const { data, matches, page } = await claimline.searchRecords(
          datasetId.length === 0 ? query : { ...query, datasetId: [...datasetId] },
        );
        const count = `${numberWords(matches.value)}${matches.relation === 'at_least' ? '+' : ''}`;
        const found = await Promise.all(data.map((hit) => foundOf(hit, signal)));
        return { kind, found, count, more: page.hasMore };
      }),
  );
  return groups.filter(({ found }) => found.length > 0);
}

async function foundOf({ kind, record, highlights }: Hit, signal: AbortSignal): Promise<Found> {
  const open = { kind, id: record.id };
  const { text } = highlights;
  if (kind === 'event') {
    const about = [
      timeWords(record.time),
      record.place?.name,
      record.contested ? 'with disputed statements' : undefined,
    ];
    return { open, title: highlights.title ?? escaped(record.title), about: joined(about), text };
  }
  if (kind === 'actor')
    return { open, title: highlights.title ?? escaped(record.name), about: termWords(record.type), text };
  if (kind === 'dispute') {
    // A hit has statements without who affirms or denies them, which would be misread as facts.
    const dispute = await claimline.getDispute(record.id, { include: ['actors', 'events'], signal });
    const name = escaped(disputeName(dispute, contextOf(dispute.included)));
    const about = countWords(record.claimCount, 'claim');
    return { open, title: markedAs(name, `${highlights.title} ${text}`), about, text: null };
  }
  if (kind === 'claim') {
    const about = [actWords(record), record.madeAt === null ? undefined : timeWords(record.madeAt)];
    return { open, title: text ?? escaped(record.statement), about: joined(about), text: null };
  }
  const about = [
    termWords(record.type),
    record.publishedAt === null ? undefined : timeWords(record.publishedAt),
  ];
  return { open, title: highlights.title ?? escaped(sourceTitle(record)), about: joined(about), text };
}

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' · ');
