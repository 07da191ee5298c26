import { type Compilable, sql } from 'kysely';
import type { SearchTerms } from '../domain/condition.ts';
import type { DisputeSummary } from '../domain/dispute.ts';
import { parsedStored } from '../domain/errors.ts';
import { perKind, type SearchedKind, searchOrder } from '../domain/kinds.ts';
import { limits } from '../domain/limits.ts';
import type { PageRequest, SearchQuery } from '../domain/query.ts';
import { matcherOf } from '../domain/search/matcher.ts';
import { type ScoredField, scoreOf } from '../domain/search/score.ts';
import { phrasesOf } from '../domain/search/terms.ts';
import type { SearchPage } from '../domain/store.ts';
import type { Dialect, Sql, WordHits, WordPlaces } from './engine.ts';
import { sortKey } from './keyset.ts';
import { type Program, rowsOf } from './program.ts';
import { startlessFrom } from './sequence.ts';
import { composed, padded } from './shape.ts';
import type { Slots } from './slots.ts';
import { noBound } from './timeline.ts';

/**
 * Ranked search. Ranking all rows with a common word costs as much as there are rows (the index's own ranking took
 * 80 ms to 800 ms for a word in every tenth of a million events), so that only a bounded number of each kind is
 * ranked: rows that have all words in their title first, then the others, the latest first.
 */

type Candidate = { seq: number; id: string; starts_s: number; fields: ScoredField[] };
type Ranked = { kind: SearchedKind; seq: number; key: RankKey };
/** Score in thousandths, rank of the kind, start (negative where none is known), id. */
type RankKey = readonly [score: number, kind: number, starts: number, id: string];

/** @param rare whether `isRare` said so: then all hits are asked for at once */
export function* searchRecords(
  dialect: Dialect,
  query: SearchQuery,
  page: PageRequest,
  rare = false,
): Program<SearchPage> {
  const after =
    page.after === undefined ? undefined : sortKey(page.after, ['number', 'number', 'number', 'string']);
  const ranked: Ranked[] = [];
  let complete = true;
  for (const kind of searchOrder.filter((each) => query.kinds.includes(each))) {
    const hits = yield* hitsOf(dialect, kind, query, rare);
    complete = complete && hits.complete;
    ranked.push(...(yield* rank(dialect, kind, query, hits.seqs)));
  }
  ranked.sort((one, other) => compareKeys(one.key, other.key));
  const rest = after === undefined ? ranked : ranked.filter(({ key }) => compareKeys(after, key) < 0);
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    hits: yield* withBodies(dialect, shown),
    next: rest.length > shown.length && last !== undefined ? last.key : null,
    matches: { value: ranked.length, relation: complete ? 'exact' : 'at_least' },
  };
}

function compareKeys(one: RankKey, other: RankKey): number {
  const [score, kind, starts, id] = one;
  const [otherScore, otherKind, otherStarts, otherId] = other;
  return (
    otherScore - score ||
    kind - otherKind ||
    otherStarts - starts ||
    (id < otherId ? -1 : Number(id > otherId))
  );
}

/** So many rows take about as long to rank as a page of an indexed list to read. */
const fewMax = 50;
/** So many places are read about as quickly: rows that have all words are found by going through those of each word. */
const placesMax = 500;

/**
 * Tells if a search takes little, however many rows there are: its last segment, with all that begin so, stands in few
 * places, and its others in not many. Finding that out reads no more places than that.
 */
export function* isRare(dialect: Dialect, { terms, kinds: asked }: SearchQuery): Program<boolean> {
  const segments = asked.map((kind) => ({ kind, words: segmentsOf(terms, kind).reverse() }));
  let left = fewMax;
  for (let at = 0; at < (segments[0]?.words.length ?? 0); at += 1) {
    for (const { kind, words } of segments) {
      const { word = '', beginning = false } = words[at] ?? {};
      const [row] = yield* rowsOf(dialect.wordPlaces(kind, { word, beginning, limit: left + 1 }));
      left -= row?.places ?? 0;
      if (left < 0) return false;
    }
    if (at > 0) continue;
    // The last segment stands nowhere.
    if (left === fewMax) return true;
    left = placesMax;
  }
  return true;
}

const segmentsOf = (terms: SearchTerms, kind: SearchedKind): Omit<WordPlaces, 'limit'>[] =>
  phrasesOf(terms, kind).flatMap(({ segments, begins }) =>
    segments.map((word, index) => ({ word, beginning: begins && index === segments.length - 1 })),
  );

/** Which rows of a kind are ranked, and whether they are all that match. */
function* hitsOf(
  dialect: Dialect,
  kind: SearchedKind,
  { terms, datasetIds }: SearchQuery,
  rare: boolean,
): Program<{ seqs: number[]; complete: boolean }> {
  if (terms.length === 0) return { seqs: [], complete: true };
  const most = limits.searchRankedMax;
  const find = function* (
    words: Pick<WordHits, 'phrases'> & Partial<WordHits>,
    limit: number,
  ): Program<number[]> {
    const asked = { datasetIds, ...words, limit };
    return (yield* rowsOf(dialect.wordHits(kind, asked))).map(({ seq }) => seq);
  };
  // Whole words can be read as they stand in the index, the latest first; beginnings of words must be gathered first.
  const [wholes, beginnings] = [phrasesOf(terms, kind, false), phrasesOf(terms, kind)];
  const mayBe = beginnings.at(-1)?.begins !== wholes.at(-1)?.begins;
  const whole = rare && mayBe ? [] : yield* find({ phrases: wholes }, most + 1);
  const begins = whole.length <= most && mayBe;
  const all = begins ? yield* find({ phrases: beginnings }, most + 1) : whole;
  if (all.length <= most) return { seqs: all, complete: true };
  const found = new Set(begins ? whole : []);
  for (const narrowed of narrowings(kind)) {
    if (found.size >= most) break;
    for (const seq of yield* find({ phrases: begins ? beginnings : wholes, ...narrowed }, most)) {
      if (found.size < most) found.add(seq);
    }
  }
  return { seqs: [...found], complete: false };
}

/**
 * Which matches are taken first where there are too many. Of events, by title before by text, by time before without
 * one; of the others the last in the table, since passing over what has no time, as most claims have none, would mean
 * reading all of it.
 */
function narrowings(kind: SearchedKind): Partial<WordHits>[] {
  if (kind !== 'event') return [{}];
  const times: Partial<WordHits>[] = [{ below: startlessFrom }, { from: startlessFrom }];
  return [...times.map((time) => ({ ...time, title: true })), ...times];
}

function* rank(
  dialect: Dialect,
  kind: SearchedKind,
  { terms }: SearchQuery,
  seqs: readonly number[],
): Program<Ranked[]> {
  if (seqs.length === 0) return [];
  const matcher = matcherOf(terms, kind);
  const rank = searchOrder.indexOf(kind);
  return (yield* candidates[kind](dialect, seqs)).map(({ seq, id, starts_s, fields }) => {
    const starts = starts_s === noBound ? -noBound : starts_s;
    return { kind, seq, key: [Math.round(scoreOf(fields, matcher) * 1000), rank, starts, id] };
  });
}

type Selected<Row> = {
  where: (column: 'seq', operator: 'in', seqs: Slots<readonly number[]>) => Compilable<Row>;
};

/** Rows at given places, by statements of which each serves any places of about so many. */
function rowsAt<Row>(select: (sqlBuilder: Sql) => Selected<Row>) {
  const query = composed<null, { seqs: readonly number[] }, Row>((dialect, _shape, { seqs }) =>
    select(dialect.sql).where('seq', 'in', seqs),
  );
  return (dialect: Dialect, seqs: readonly number[]) => rowsOf(query(dialect, null, { seqs: padded(seqs) }));
}

const actorsAt = rowsAt((builder) =>
  builder
    .selectFrom('actor')
    .select(['seq', 'id', 'name'])
    .select((eb) =>
      eb
        .selectFrom('actor_name')
        .select(sql<string | null>`string_agg(value, ${sql.lit('\n')})`.as('values'))
        .whereRef('actor_id', '=', 'actor.id')
        .as('names'),
    ),
);
const eventsAt = rowsAt((builder) =>
  builder
    .selectFrom('event')
    .select(['seq', 'id', 'starts_s', 'title', 'summary', 'place_name', 'time_text']),
);
const claimsAt = rowsAt((builder) =>
  builder.selectFrom('claim').select(['seq', 'id', 'starts_s', 'statement']),
);
const sourcesAt = rowsAt((builder) =>
  builder
    .selectFrom('source')
    .select(['seq', 'id', 'starts_s', 'title'])
    .select((eb) =>
      eb
        .selectFrom('source_author')
        .select(sql<string | null>`string_agg(name, ${sql.lit('\n')})`.as('names'))
        .whereRef('source_id', '=', 'source.id')
        .as('authors'),
    ),
);

const disputesAt = rowsAt((builder) => builder.selectFrom('dispute').select(['seq', 'id', 'body']));

/** What is compared of each kind: its title and its text, which count for more or less. */
const candidates: Record<SearchedKind, (dialect: Dialect, seqs: readonly number[]) => Program<Candidate[]>> =
  {
    *actor(dialect, seqs) {
      return (yield* actorsAt(dialect, seqs)).map(({ name, names, ...row }) => {
        return { ...row, starts_s: noBound, fields: weighed([name, 1], [names, 0.9]) };
      });
    },
    *event(dialect, seqs) {
      return (yield* eventsAt(dialect, seqs)).map(({ title, summary, place_name, time_text, ...row }) => {
        const text = [summary, place_name, time_text].filter((part) => part !== null).join('\n');
        return { ...row, fields: weighed([title, 1], [text, 0.5]) };
      });
    },
    *claim(dialect, seqs) {
      return (yield* claimsAt(dialect, seqs)).map(({ statement, ...row }) => {
        return { ...row, fields: weighed([statement, 0.7]) };
      });
    },
    *dispute(dialect, seqs) {
      return (yield* disputesAt(dialect, seqs)).map(({ body, ...row }) => {
        const [first, ...others] = parsedStored<DisputeSummary>(body).propositions.map(({ text }) => text);
        return { ...row, starts_s: noBound, fields: weighed([first ?? null, 0.7], [others.join('\n'), 0.6]) };
      });
    },
    *source(dialect, seqs) {
      return (yield* sourcesAt(dialect, seqs)).map(({ title, authors, ...row }) => {
        return { ...row, fields: weighed([title, 0.8], [authors, 0.5]) };
      });
    },
  };

/** Kysely cannot type a statement over a table chosen at run time: `event` stands for all of them. */
const bodiesIn = (kind: SearchedKind) =>
  rowsAt((builder) => builder.selectFrom(kind as 'event').select(['seq', 'body']));
const bodiesAt = perKind(searchOrder, bodiesIn);

const weighed = (...fields: (readonly [text: string | null, weight: number])[]): ScoredField[] =>
  fields.map(([text, weight]) => ({ text: text ?? '', weight }));

/** Bodies are read only of the hits that are shown. */
function* withBodies(dialect: Dialect, shown: readonly Ranked[]): Program<SearchPage['hits']> {
  const bodies = new Map<string, string>();
  for (const [kind, hits] of Map.groupBy(shown, (hit) => hit.kind)) {
    const seqs = hits.map(({ seq }) => seq);
    for (const { seq, body } of yield* bodiesAt[kind](dialect, seqs)) bodies.set(`${kind} ${seq}`, body);
  }
  return shown.flatMap(({ kind, seq, key }) => {
    const body = bodies.get(`${kind} ${seq}`);
    return body === undefined ? [] : { kind, score: key[0] / 1000, body };
  });
}
