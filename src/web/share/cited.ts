import { arranged, plainText, polarityWords } from '../dispute/sides.ts';
import { claimline, serverUrl } from '../state/api.ts';
import type { Claim, Dataset, Dispute, Event, Source } from '../state/schemas.ts';
import { countWords, termWords } from '../time/words.ts';
import type { Cited } from './citation.ts';

/** Returns the day of access as ISO 8601 has it: citations are read elsewhere, so they do not depend on the locale. */
const today = () => new Date().toISOString().slice(0, 10);

const addressOf = (kind: Cited['kind'], id: string): string =>
  `${serverUrl}/?${kind}=${encodeURIComponent(id)}`;

/** Returns the titles of datasets with their licences. */
export async function datasetsOf(ids: Iterable<string>, signal?: AbortSignal): Promise<string[]> {
  const datasets = await Promise.all([...new Set(ids)].map((id) => claimline.getDataset(id, { signal })));
  return datasets.map(({ title, licence }: Dataset) => `${title} (${licence})`);
}

type Stamped = { id: string; datasetId: string; version: number; updatedAt: string };

async function entry(kind: 'event' | 'claim', record: Stamped, signal?: AbortSignal) {
  return {
    kind,
    id: record.id,
    cslType: 'entry',
    issued: record.updatedAt.slice(0, 10),
    datasets: await datasetsOf([record.datasetId], signal),
    version: String(record.version),
    url: addressOf(kind, record.id),
    here: addressOf(kind, record.id),
    accessed: today(),
  } as const;
}

export const citedEvent = async (event: Event, signal?: AbortSignal): Promise<Cited> => ({
  ...(await entry('event', event, signal)),
  title: event.title,
  authors: [],
  time: event.time,
  notes: [],
});

/** Cites a claim. Its author is the claimant, and its title is a paraphrase. */
export const citedClaim = async (claim: Claim, claimant: string, signal?: AbortSignal): Promise<Cited> => ({
  ...(await entry('claim', claim, signal)),
  title: claim.statement,
  authors: [claimant],
  time: claim.madeAt,
  notes: [`Paraphrase of a claim (${termWords(claim.act)})`],
});

/** Sides that the citation of a dispute names one by one. */
const mostSides = 8;

/** Returns what each side of a dispute holds and how many hold it: `Denied by 2 actors: “A killed B”`. */
function sideNotes(dispute: Dispute): string[] {
  const { opposing, open } = arranged(dispute);
  const sides = [...opposing, ...open];
  const notes = sides.slice(0, mostSides).map(({ side, proposition }) => {
    const { polarity, claimantCount } = side;
    const by = claimantCount === 0 ? 'nobody any more' : countWords(claimantCount, 'actor');
    return `${polarityWords[polarity]} by ${by}: “${plainText(proposition)}”`;
  });
  return sides.length > mostSides
    ? [...notes, `And ${countWords(sides.length - mostSides, 'more side')}`]
    : notes;
}

/** Cites a dispute. It has no version, because it is computed from its claims: the day of access stands for it. */
export async function citedDispute(dispute: Dispute, title: string, signal?: AbortSignal): Promise<Cited> {
  const { events = {}, sources = {} } = dispute.included ?? {};
  const datasetIds = [...Object.values(events), ...Object.values(sources)].map(({ datasetId }) => datasetId);
  return {
    kind: 'dispute',
    id: dispute.id,
    title,
    cslType: 'entry',
    authors: [],
    issued: null,
    time: null,
    datasets: await datasetsOf(datasetIds, signal),
    version: null,
    url: addressOf('dispute', dispute.id),
    here: addressOf('dispute', dispute.id),
    notes: [
      `Dispute with ${countWords(dispute.sides.length, 'side')} and ${countWords(dispute.claimCount, 'claim')}, as on the day of access`,
      ...sideNotes(dispute),
    ],
    accessed: today(),
  };
}

const cslTypes: Partial<Record<Source['type'], string>> = {
  article: 'article-newspaper',
  post: 'post',
  report: 'report',
  interview: 'interview',
  video: 'motion_picture',
  image: 'graphic',
  dataset: 'dataset',
  broadcast: 'broadcast',
};

/** Cites a source at its own address. A note names its page on this server. */
export async function citedSource(source: Source, title: string, signal?: AbortSignal): Promise<Cited> {
  const here = addressOf('source', source.id);
  const { url, archivedUrl, publishedAt } = source;
  return {
    kind: 'source',
    id: source.id,
    title,
    cslType: cslTypes[source.type] ?? 'document',
    authors: source.authors,
    issued: publishedAt,
    time: null,
    datasets: await datasetsOf([source.datasetId], signal),
    version: String(source.version),
    url: url ?? here,
    here,
    notes: [
      ...(archivedUrl === null ? [] : [`Archived at ${archivedUrl}`]),
      ...(url === null ? [] : [`Described at ${here}`]),
    ],
    accessed: today(),
  };
}
