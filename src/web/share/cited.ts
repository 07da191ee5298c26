import { claimline, serverUrl } from '../state/api.ts';
import type { Claim, Dataset, Dispute, Event, Source } from '../state/schemas.ts';
import { termWords } from '../time/words.ts';
import type { Cited } from './citation.ts';

/** A citation is read far from here: its dates are written as ISO 8601 has them, whatever the reader's locale. */
const today = () => new Date().toISOString().slice(0, 10);

const addressOf = (kind: Cited['kind'], id: string): string =>
  `${serverUrl}/?${kind}=${encodeURIComponent(id)}`;

async function datasetsOf(ids: Iterable<string>, signal?: AbortSignal): Promise<string[]> {
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

/** The claimant is the author of the claim, and the words are a paraphrase. */
export const citedClaim = async (claim: Claim, claimant: string, signal?: AbortSignal): Promise<Cited> => ({
  ...(await entry('claim', claim, signal)),
  title: claim.statement,
  authors: [claimant],
  time: claim.madeAt,
  notes: [`Paraphrase of a claim (${termWords(claim.act)})`],
});

/** A dispute has no version of its own: it is computed from its claims, and is as it was on the day. */
export async function citedDispute(dispute: Dispute, signal?: AbortSignal): Promise<Cited> {
  const { events = {}, sources = {} } = dispute.included ?? {};
  const datasetIds = [...Object.values(events), ...Object.values(sources)].map(({ datasetId }) => datasetId);
  const [first, ...others] = dispute.propositions.map(({ text }) => text.replaceAll(' · ', ' '));
  return {
    kind: 'dispute',
    id: dispute.id,
    title: [first ?? dispute.id, ...others].join(' / '),
    cslType: 'entry',
    authors: [],
    issued: null,
    time: null,
    datasets: await datasetsOf(datasetIds, signal),
    version: null,
    url: addressOf('dispute', dispute.id),
    here: addressOf('dispute', dispute.id),
    notes: [
      `Dispute with ${dispute.sides.length} sides and ${dispute.claimCount} claims, as on the day of access`,
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

/** A source is cited as itself, at its own address; the entry about it is named in a note. */
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
