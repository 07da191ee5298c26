import { limits } from '../domain/limits.ts';
import type { PageRequest, SearchKind, SearchQuery } from '../domain/query.ts';
import { type ScoredField, scoreOf } from '../domain/search/score.ts';
import { matcherOf, mayBegin } from '../domain/search/words.ts';
import type { SearchPage } from '../domain/store.ts';
import type { Dialect, WordHits } from './engine.ts';
import { sortKey } from './keyset.ts';
import { type Program, rowsOf } from './program.ts';
import { startlessFrom } from './sequence.ts';
import { noBound } from './timeline.ts';

/**
 * Ranked search. Ranking all rows with a common word costs as much as there are rows (the index's own ranking took
 * 80 ms to 800 ms for a word in every tenth of a million events), so that only a bounded number of each kind is
 * ranked: rows that have all words in their title first, then the others, the latest first.
 */

type Candidate = { seq: number; id: string; starts_s: number; fields: ScoredField[] };
type Ranked = { kind: SearchKind; seq: number; key: RankKey };
/** Score in thousandths, place of the kind, start (negative where none is known), id. */
type RankKey = readonly [score: number, kind: number, starts: number, id: string];

/** Among equals actors come first, then events, claims and sources. */
const kinds: readonly SearchKind[] = ['actor', 'event', 'claim', 'source'];

export function* searchRecords(dialect: Dialect, query: SearchQuery, page: PageRequest): Program<SearchPage> {
  const after =
    page.after === undefined ? undefined : sortKey(page.after, ['number', 'number', 'number', 'string']);
  const ranked: Ranked[] = [];
  let complete = true;
  for (const kind of kinds.filter((each) => query.kinds.includes(each))) {
    const hits = yield* hitsOf(dialect, kind, query);
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

/** Which rows of a kind are ranked, and whether they are all that match. */
function* hitsOf(
  dialect: Dialect,
  kind: SearchKind,
  { terms, datasetIds }: SearchQuery,
): Program<{ seqs: number[]; complete: boolean }> {
  if (terms.length === 0) return { seqs: [], complete: true };
  const most = limits.searchRankedMax;
  const find = function* (words: Partial<WordHits>, limit: number): Program<number[]> {
    const asked = { terms, beginning: false, datasetIds, ...words, limit };
    return (yield* rowsOf(dialect.wordHits(kind, asked))).map(({ seq }) => seq);
  };
  // Whole words can be read as they stand in the index, the latest first; beginnings of words must be gathered first.
  const whole = yield* find({}, most + 1);
  const begins = whole.length <= most && mayBegin(terms.at(-1) ?? '');
  const all = begins ? yield* find({ beginning: true }, most + 1) : whole;
  if (all.length <= most) return { seqs: all, complete: true };
  const found = new Set(begins ? whole : []);
  for (const narrowed of narrowings(kind)) {
    if (found.size >= most) break;
    for (const seq of yield* find({ beginning: begins, ...narrowed }, most)) {
      if (found.size < most) found.add(seq);
    }
  }
  return { seqs: [...found], complete: false };
}

/** Which matches are taken first where there are too many: by title before by text, by time before without one. */
function narrowings(kind: SearchKind): Partial<WordHits>[] {
  if (kind === 'actor') return [{}];
  const times: Partial<WordHits>[] = [{ below: startlessFrom }, { from: startlessFrom }];
  return kind === 'event' ? [...times.map((time) => ({ ...time, title: true })), ...times] : times;
}

function* rank(
  dialect: Dialect,
  kind: SearchKind,
  { terms }: SearchQuery,
  seqs: readonly number[],
): Program<Ranked[]> {
  if (seqs.length === 0) return [];
  const matcher = matcherOf(terms);
  const place = kinds.indexOf(kind);
  return (yield* candidates[kind](dialect, seqs)).map(({ seq, id, starts_s, fields }) => {
    const starts = starts_s === noBound ? -noBound : starts_s;
    return { kind, seq, key: [Math.round(scoreOf(fields, matcher) * 1000), place, starts, id] };
  });
}

/** What is compared of each kind: its title and its text, which count for more or less. */
const candidates: Record<SearchKind, (dialect: Dialect, seqs: readonly number[]) => Program<Candidate[]>> = {
  *actor({ sql }, seqs) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('actor')
        .select(['seq', 'id', 'name'])
        .select((eb) =>
          eb
            .selectFrom('actor_name')
            .select(({ fn, val }) => fn<string | null>('string_agg', ['value', val('\n')]).as('values'))
            .whereRef('actor_id', '=', 'actor.id')
            .as('names'),
        )
        .where('seq', 'in', seqs),
    );
    return rows.map(({ seq, id, name, names }) => {
      const fields = [
        { text: name, weight: 1 },
        { text: names ?? '', weight: 0.9 },
      ];
      return { seq, id, starts_s: noBound, fields };
    });
  },
  *event({ sql }, seqs) {
    const columns = ['seq', 'id', 'starts_s', 'title', 'summary', 'place_name', 'time_text'] as const;
    const rows = yield* rowsOf(sql.selectFrom('event').select(columns).where('seq', 'in', seqs));
    return rows.map(({ seq, id, starts_s, title, summary, place_name, time_text }) => {
      const text = [summary, place_name, time_text].filter((part) => part !== null).join('\n');
      return {
        seq,
        id,
        starts_s,
        fields: [
          { text: title, weight: 1 },
          { text, weight: 0.5 },
        ],
      };
    });
  },
  *claim({ sql }, seqs) {
    const rows = yield* rowsOf(
      sql.selectFrom('claim').select(['seq', 'id', 'starts_s', 'statement']).where('seq', 'in', seqs),
    );
    return rows.map(({ statement, ...row }) => ({ ...row, fields: [{ text: statement, weight: 0.7 }] }));
  },
  *source({ sql }, seqs) {
    const rows = yield* rowsOf(
      sql.selectFrom('source').select(['seq', 'id', 'starts_s', 'title']).where('seq', 'in', seqs),
    );
    return rows.map(({ title, ...row }) => ({ ...row, fields: [{ text: title ?? '', weight: 0.8 }] }));
  },
};

/** Bodies are read only of the hits that are shown. */
function* withBodies({ sql }: Dialect, shown: readonly Ranked[]): Program<SearchPage['hits']> {
  const bodies = new Map<string, string>();
  for (const [kind, hits] of Map.groupBy(shown, (hit) => hit.kind)) {
    const seqs = hits.map(({ seq }) => seq);
    // One table stands for all in the types: Kysely cannot type a statement over a table chosen at run time.
    const table = kind as 'event';
    const rows = yield* rowsOf(sql.selectFrom(table).select(['seq', 'body']).where('seq', 'in', seqs));
    for (const { seq, body } of rows) bodies.set(`${kind} ${seq}`, body);
  }
  return shown.flatMap(({ kind, seq, key }) => {
    const body = bodies.get(`${kind} ${seq}`);
    return body === undefined ? [] : { kind, score: key[0] / 1000, body };
  });
}
