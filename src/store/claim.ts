import { type Expression, expressionBuilder, sql as literal, type SqlBool } from 'kysely';
import { type ClaimComputed, type ClaimInput, polarityOf, renderClaim } from '../domain/claim.ts';
import { fingerprintOf } from '../domain/fingerprint.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { PropositionStatement } from '../domain/proposition.ts';
import type { ClaimFilter, ClaimQuery, PageRequest } from '../domain/query.ts';
import { mayBegin } from '../domain/search/words.ts';
import type { Page } from '../domain/store.ts';
import { affiliates } from './actor.ts';
import type { ChangeOf, Writing } from './change.ts';
import { areCommon } from './common-words.ts';
import { computeTimeOnce, readTimeOnce, statementOnce } from './computed.ts';
import type { Dialect, Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { indexText, noTime, oneOf, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { ClaimLink, Tables } from './schema.ts';
import { bound, padded } from './shape.ts';
import type { Slots } from './slots.ts';
import { updateRow } from './statement.ts';
import { timedList } from './timed-list.ts';
import { timeColumns } from './timeline.ts';
import { type Link, ownWay, type Way, wayFor } from './way.ts';

/** Claims: their rows and their list. */

export function* writeClaim(writing: Writing, change: ChangeOf<'claim'>): Program<void> {
  const { sequence, expected } = writing;
  const { record: input, stamps, held } = change;
  const proposition = statementOnce(input.proposition);
  const made = input.madeAt && computeTimeOnce(input.madeAt);
  const bounds = timeColumns(made?.keys ?? noTime);
  const seq = yield* sequence.place('claim', bounds.starts_s, held);
  const columns = {
    seq,
    ...stampColumns(stamps),
    claimant_id: input.claimantId,
    act: input.act,
    proposition_key: proposition.key,
    predicate: proposition.predicate,
    polarity: polarityOf(input),
    certainty: input.certainty ?? 'underspecified',
    statement: input.statement,
    made_edtf: made?.fuzzy.edtf ?? null,
    made_text: input.madeAt?.text ?? null,
    made_zone: input.madeAt?.timeZone ?? null,
    ...bounds,
    status: input.status ?? 'unreviewed',
    status_note: input.statusNote ?? null,
    ...computedColumns(input, stamps, expected.claim(input)),
  };
  yield* putRow(writing, 'claim', input.id, columns, held);
  const at = { claim_id: input.id, claim_seq: seq, starts_s: bounds.starts_s, ends_s: bounds.ends_s };
  yield* writeClaimLinks(writing, change, proposition, at);
  yield* writeClaimLists(writing, change, at);
  const quotes = (input.evidence ?? []).map((locator) => locator.quote);
  yield* putWords(writing, 'claim', held, seq, [indexText([input.statement, ...quotes])]);
}

function* writeClaimLinks(
  writing: Writing,
  change: ChangeOf<'claim'>,
  proposition: PropositionStatement,
  at: ClaimLink,
): Program<void> {
  const { record: input } = change;
  const ends = [proposition.subject, proposition.object];
  const actorIds = ends.flatMap((end) => (end.kind === 'actor' ? [end.id] : []));
  yield* replaceRows(
    writing,
    'claim_event',
    change,
    [...new Set(input.eventIds)].map((event_id) => ({ ...at, event_id })),
  );
  yield* replaceRows(
    writing,
    'claim_actor',
    change,
    [...new Set(actorIds)].map((actor_id) => ({ ...at, actor_id })),
  );
}

function* writeClaimLists(writing: Writing, change: ChangeOf<'claim'>, at: ClaimLink): Program<void> {
  const { record: input } = change;
  const owner = { claim_id: input.id };
  const chain = (input.attributionChain ?? []).map(({ actorId, sourceId, verb }, position) => {
    return { ...owner, position, actor_id: actorId, source_id: sourceId, verb };
  });
  const relations = (input.relations ?? []).map(({ type, claimId, basis }, position) => {
    return { ...owner, position, type, other_id: claimId, basis };
  });
  const evidence = (input.evidence ?? []).map((locator, position) => ({
    ...at,
    position,
    source_id: locator.sourceId,
    start_offset: locator.start,
    end_offset: locator.end,
    quote_sha256: locator.quoteSha256,
    quote_fingerprint: locator.quoteFingerprint ?? (locator.quote ? fingerprintOf(locator.quote) : null),
    paragraph: locator.paragraph ?? null,
    quote: locator.quote ?? null,
  }));
  yield* replaceRows(writing, 'claim_attribution', change, chain);
  yield* replaceRows(writing, 'claim_relation', change, relations);
  yield* replaceRows(writing, 'evidence', change, evidence);
}

function computedColumns(input: ClaimInput, stamps: RecordStamps, computed: ClaimComputed) {
  return {
    withdrawn: Number(computed.withdrawn),
    contested: Number(computed.contested),
    ...rendered(renderClaim(input, stamps, computed, { read: readTimeOnce, state: statementOnce })),
  };
}

/** Brings what is computed of a claim up to date, and its body with it. */
export function updateClaim(
  sql: Sql,
  input: ClaimInput,
  stamps: RecordStamps,
  computed: ClaimComputed,
): Program<void> {
  return updateRow(sql, 'claim', ['id', input.id], computedColumns(input, stamps, computed));
}

/** The way in to the rows of a list, where its shape leaves one. */
export function claimWay({ sort: _sort, time: _time, includeAffiliates, ...filter }: ClaimQuery): Way | null {
  const way = wayFor(filter, columns);
  return way?.column === 'claimant_id' && includeAffiliates === true ? { ...way, affiliates: true } : way;
}

const ofClaim = { id: 'claim_id', seq: 'claim_seq' } as const;
const claimActors: Link = { ...ofClaim, table: 'claim_actor', column: 'actor_id', repeats: false };
const claimEvents: Link = { ...ofClaim, table: 'claim_event', column: 'event_id', repeats: false };
// A claim may rest on several passages of one source.
const passages: Link = { ...ofClaim, table: 'evidence', column: 'source_id', repeats: true };

const columns = {
  propositionKeys: 'proposition_key',
  claimantIds: 'claimant_id',
  predicates: 'predicate',
  datasetIds: 'dataset_id',
  aboutActorIds: claimActors,
  eventIds: claimEvents,
  sourceIds: passages,
};

export function* listClaims(dialect: Dialect, query: ClaimQuery, page: PageRequest): Program<Page> {
  const { sort, time, ...filter } = query;
  const common = yield* areCommon(dialect, 'claim', query.terms);
  const way = common ? ownWay(claimWay({ ...query, terms: undefined })) : claimWay(query);
  const asked = way?.column === undefined ? filter : { terms: filter.terms };
  const values = claimValues(dialect, asked, common);
  return yield* claimList(dialect, { way, filter: values, time, descending: sort === 'time_desc' }, page);
}

/** The conditions of a query on claims, but for those on time, as the values that they compare with. */
function claimValues({ wordsText }: Dialect, { terms, ...filter }: ClaimFilter, common = false) {
  return {
    predicates: filter.predicates && padded(filter.predicates),
    propositionKeys: filter.propositionKeys && padded(filter.propositionKeys),
    acts: filter.acts && padded(filter.acts),
    polarities: filter.polarities && padded(filter.polarities),
    statuses: filter.statuses && padded(filter.statuses),
    datasetIds: filter.datasetIds && padded(filter.datasetIds),
    claimantIds: filter.claimantIds && padded(filter.claimantIds),
    includeAffiliates: filter.includeAffiliates,
    aboutActorIds: filter.aboutActorIds && padded(filter.aboutActorIds),
    eventIds: filter.eventIds && padded(filter.eventIds),
    sourceIds: filter.sourceIds && padded(filter.sourceIds),
    contested: filter.contested,
    words: terms && { text: wordsText(terms, mayBegin(terms.at(-1) ?? '')), common },
  };
}
type ClaimValues = ReturnType<typeof claimValues>;

const claimList = timedList<ClaimValues>('claim', claimConditions);

function claimConditions(dialect: Dialect, filter: Slots<ClaimValues>): Expression<SqlBool>[] {
  const { sql } = dialect;
  const eb = expressionBuilder<Tables, 'claim'>();
  const conditions: Expression<SqlBool>[] = [
    ...oneOf(eb, 'predicate', filter.predicates),
    ...oneOf(eb, 'proposition_key', filter.propositionKeys),
    ...oneOf(eb, 'act', filter.acts),
    ...oneOf(eb, 'polarity', filter.polarities),
    ...oneOf(eb, 'status', filter.statuses),
    ...oneOf(eb, 'dataset_id', filter.datasetIds),
  ];
  if (filter.claimantIds !== undefined) {
    const claimants = filter.includeAffiliates ? affiliates(sql, filter.claimantIds) : filter.claimantIds;
    conditions.push(eb('claimant_id', 'in', claimants));
  }
  // A literal, not a bound value: only then can a partial index be used.
  if (filter.contested !== undefined) {
    conditions.push(eb('contested', '=', literal.lit(Number(filter.contested))));
  }
  const linked = (
    table: 'claim_actor' | 'claim_event' | 'evidence',
    column: string,
    ids?: readonly Expression<string>[],
  ) =>
    ids === undefined
      ? []
      : [
          eb(
            'claim.id',
            'in',
            sql.selectFrom(table).select('claim_id').where(literal.ref(column), 'in', ids),
          ),
        ];
  conditions.push(
    ...linked('claim_actor', 'actor_id', filter.aboutActorIds),
    ...linked('claim_event', 'event_id', filter.eventIds),
    ...linked('evidence', 'source_id', filter.sourceIds),
  );
  if (filter.words !== undefined) conditions.push(dialect.wordsMatch('claim', filter.words));
  return conditions;
}

/** The same for a query that is composed for one run. */
export const boundClaimConditions = (dialect: Dialect, filter: ClaimFilter) =>
  claimConditions(dialect, bound(claimValues(dialect, filter)));

/** Rendered claims on these propositions, in order of time; of one claimant, where given. */
export function* claimsOn(
  sql: Sql,
  propositionKeys: readonly string[],
  claimantId: string | undefined,
): Program<string[]> {
  const found: { id: string; starts_s: number; ends_s: number; body: string }[] = [];
  for (const batch of batchesOf([...new Set(propositionKeys)])) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('claim')
        .select(['id', 'starts_s', 'ends_s', 'body'])
        .where('proposition_key', 'in', batch)
        .$if(claimantId !== undefined, (query) => query.where('claimant_id', '=', claimantId ?? '')),
    );
    found.push(...rows);
  }
  // Ordered here, since more than one statement may have found them.
  found.sort((a, b) => a.starts_s - b.starts_s || a.ends_s - b.ends_s || (a.id < b.id ? -1 : 1));
  return found.map((row) => row.body);
}
