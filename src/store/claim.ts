import { type Expression, expressionBuilder, sql as literal, type SqlBool } from 'kysely';
import { type ClaimComputed, type ClaimInput, polarityOf, renderClaim } from '../domain/claim.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import { type PropositionStatement, statementOf } from '../domain/proposition.ts';
import type { ClaimFilter, ClaimQuery, PageRequest } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { computeTime } from '../domain/time/fuzzy-time.ts';
import { affiliates } from './actor.ts';
import type { ChangeOf, Writing } from './change.ts';
import type { Dialect, Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { indexText, noTime, oneOf, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { Tables } from './schema.ts';
import { updateRow } from './statement.ts';
import { timeColumns, timedPage } from './timeline.ts';

/** Claims: their rows and their list. */

export function* writeClaim(writing: Writing, change: ChangeOf<'claim'>): Program<void> {
  const { sequence, expected } = writing;
  const { record: input, stamps, held } = change;
  const proposition = statementOf(input.proposition);
  const made = input.madeAt && computeTime(input.madeAt);
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
  yield* writeClaimLinks(writing, change, proposition);
  yield* writeClaimLists(writing, change);
  const quotes = (input.evidence ?? []).map((locator) => locator.quote);
  yield* putWords(writing, 'claim', held, seq, [indexText([input.statement, ...quotes])]);
}

function* writeClaimLinks(
  writing: Writing,
  change: ChangeOf<'claim'>,
  proposition: PropositionStatement,
): Program<void> {
  const { record: input } = change;
  const owner = { claim_id: input.id };
  const ends = [proposition.subject, proposition.object];
  const actorIds = ends.flatMap((end) => (end.kind === 'actor' ? [end.id] : []));
  yield* replaceRows(
    writing,
    'claim_event',
    change,
    [...new Set(input.eventIds)].map((event_id) => ({ ...owner, event_id })),
  );
  yield* replaceRows(
    writing,
    'claim_actor',
    change,
    [...new Set(actorIds)].map((actor_id) => ({ ...owner, actor_id })),
  );
}

function* writeClaimLists(writing: Writing, change: ChangeOf<'claim'>): Program<void> {
  const { record: input } = change;
  const owner = { claim_id: input.id };
  const chain = (input.attributionChain ?? []).map(({ actorId, sourceId, verb }, position) => {
    return { ...owner, position, actor_id: actorId, source_id: sourceId, verb };
  });
  const relations = (input.relations ?? []).map(({ type, claimId, basis }, position) => {
    return { ...owner, position, type, other_id: claimId, basis };
  });
  const evidence = (input.evidence ?? []).map((locator, position) => ({
    ...owner,
    position,
    source_id: locator.sourceId,
    start_offset: locator.start,
    end_offset: locator.end,
    quote_sha256: locator.quoteSha256,
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
    ...rendered(renderClaim(input, stamps, computed)),
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

export function listClaims(dialect: Dialect, query: ClaimQuery, page: PageRequest): Program<Page> {
  const descending = query.sort === 'time_desc';
  const conditions = claimConditions(dialect, query);
  return timedPage(dialect, { table: 'claim', conditions, time: query.time, descending }, page);
}

/** Every condition of a query but those on time. */
export function claimConditions(dialect: Dialect, query: ClaimFilter): Expression<SqlBool>[] {
  const { sql } = dialect;
  const eb = expressionBuilder<Tables, 'claim'>();
  const conditions: Expression<SqlBool>[] = [
    ...oneOf(eb, 'predicate', query.predicates),
    ...oneOf(eb, 'proposition_key', query.propositionKeys),
    ...oneOf(eb, 'act', query.acts),
    ...oneOf(eb, 'polarity', query.polarities),
    ...oneOf(eb, 'status', query.statuses),
    ...oneOf(eb, 'dataset_id', query.datasetIds),
  ];
  if (query.claimantIds !== undefined) {
    const claimants = query.includeAffiliates ? affiliates(sql, query.claimantIds) : query.claimantIds;
    conditions.push(eb('claimant_id', 'in', claimants));
  }
  // A literal, not a bound value: only then can a partial index be used.
  if (query.contested !== undefined)
    conditions.push(eb('contested', '=', literal.lit(Number(query.contested))));
  const linked = (
    table: 'claim_actor' | 'claim_event' | 'evidence',
    column: string,
    ids?: readonly string[],
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
    ...linked('claim_actor', 'actor_id', query.aboutActorIds),
    ...linked('claim_event', 'event_id', query.eventIds),
    ...linked('evidence', 'source_id', query.sourceIds),
  );
  if (query.terms !== undefined) conditions.push(dialect.wordsMatch('claim', query.terms));
  return conditions;
}

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
