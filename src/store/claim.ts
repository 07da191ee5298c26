import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { plainHashes } from '../domain/anchoring/locator-at.ts';
import { type ClaimComputed, type ClaimInput, polarityOf, renderClaim } from '../domain/claim.ts';
import { type EvidenceInput, isLocated } from '../domain/evidence.ts';
import { claimFilters } from '../domain/filters/claim.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { PropositionStatement } from '../domain/proposition.ts';
import type { ClaimQuery } from '../domain/query.ts';
import { noTime } from '../domain/time/fuzzy-time.ts';
import type { ChangeOf, Writing } from './change.ts';
import { computeTimeOnce, readTimeOnce, statementOnce } from './computed.ts';
import type { Dialect, Sql } from './engine.ts';
import { externalIdRows, isRegistered } from './external-ids.ts';
import { filteredList } from './filtered-list.ts';
import { filtered } from './filters.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { indexText, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { ClaimLink, Tables } from './schema.ts';
import { updateRow } from './statement.ts';
import { innerColumns, stretchRows, timeColumns } from './timeline.ts';
import type { Link } from './way.ts';

/** Claims: their rows and their list. */

export function* writeClaim(writing: Writing, change: ChangeOf<'claim'>): Program<void> {
  const { sequence, expected } = writing;
  const { record: input, stamps, held } = change;
  const proposition = statementOnce(input.proposition);
  const made = input.madeAt && computeTimeOnce(input.madeAt);
  const keys = made?.keys ?? noTime;
  const bounds = timeColumns(keys);
  const inner = innerColumns(keys);
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
    ...inner,
    status: input.status ?? 'unreviewed',
    status_note: input.statusNote ?? null,
    ...computedColumns(input, stamps, expected.claim(input)),
  };
  yield* putRow(writing, 'claim', input.id, columns, held);
  const at = { claim_id: input.id, claim_seq: seq, starts_s: bounds.starts_s, ends_s: bounds.ends_s };
  yield* writeClaimLinks(writing, change, proposition, at);
  yield* writeClaimLists(writing, change);
  const stretches = stretchRows(keys.stretches).map((row) => ({ claim_id: input.id, ...row }));
  yield* replaceRows(writing, 'claim_stretch', change, stretches);
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
  const named = [...(input.evidence ?? []), ...(input.attributionChain ?? [])];
  yield* replaceRows(
    writing,
    'claim_source',
    change,
    [...new Set(named.flatMap(({ sourceId }) => sourceId ?? []))].map((source_id) => ({ ...at, source_id })),
  );
}

/** Returns the columns by which a passage is found in a copy. Its quote gives them where its locator does not. */
function findableColumns(locator: EvidenceInput) {
  // A quote without a place is no passage that can be looked for.
  const quoted = locator.quote && isLocated(locator) ? plainHashes(locator.quote) : null;
  return {
    quote_fingerprint: locator.quoteFingerprint ?? quoted?.quoteFingerprint ?? null,
    prefix_sha256: locator.prefixSha256 ?? null,
    suffix_sha256: locator.suffixSha256 ?? null,
    plain_sha256: locator.plainSha256 ?? quoted?.plainSha256 ?? null,
    plain_length: locator.plainLength ?? quoted?.plainLength ?? null,
  };
}

function* writeClaimLists(writing: Writing, change: ChangeOf<'claim'>): Program<void> {
  const { record: input } = change;
  const owner = { claim_id: input.id };
  const chain = (input.attributionChain ?? []).map(({ actorId = null, sourceId = null, verb }, position) => {
    return { ...owner, position, actor_id: actorId, source_id: sourceId, verb };
  });
  const relations = (input.relations ?? []).map(({ type, claimId, basis }, position) => {
    return { ...owner, position, type, other_id: claimId, basis };
  });
  const evidence = (input.evidence ?? []).map((locator, position) => ({
    ...owner,
    position,
    source_id: locator.sourceId,
    start_offset: locator.start ?? null,
    end_offset: locator.end ?? null,
    quote_sha256: locator.quoteSha256 ?? null,
    ...findableColumns(locator),
    fragment: locator.fragment ?? null,
    paragraph: locator.paragraph ?? null,
    quote: locator.quote ?? null,
  }));
  yield* replaceRows(writing, 'claim_attribution', change, chain);
  yield* replaceRows(writing, 'claim_relation', change, relations);
  yield* replaceRows(writing, 'claim_external_id', change, externalIdRows(owner, input));
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

const ofClaim = { id: 'claim_id', seq: 'claim_seq' } as const;
const claimActors: Link = {
  ...ofClaim,
  table: 'claim_actor',
  column: 'actor_id',
  repeats: false,
  index: 'claim_actor',
};
const claimEvents: Link = {
  ...ofClaim,
  table: 'claim_event',
  column: 'event_id',
  repeats: false,
  index: 'claim_event',
};
const claimSources: Link = {
  ...ofClaim,
  table: 'claim_source',
  column: 'source_id',
  repeats: false,
  index: 'claim_source',
};

/** Returns the condition that a claim has a relation to one of these claims. */
function isRelated(claimIds: readonly Expression<string>[]): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'claim'>();
  const relating = eb.selectFrom('claim_relation').select('claim_id').where('other_id', 'in', claimIds);
  return eb('claim.id', 'in', relating);
}

export const claimList = filtered('claim', claimFilters, {
  claimantId: { column: 'claimant_id', ordered: true },
  act: { column: 'act' },
  polarity: { column: 'polarity' },
  predicate: { column: 'predicate', ordered: true },
  propositionKey: { column: 'proposition_key', ordered: true },
  aboutActorId: { link: claimActors },
  eventId: { link: claimEvents },
  sourceId: { link: claimSources },
  relatesTo: { condition: isRelated },
  status: { column: 'status' },
  datasetId: { column: 'dataset_id', ordered: true },
  externalId: { condition: (references) => isRegistered('claim', references) },
  contested: { column: 'contested', ordered: true },
});

export const listClaims = filteredList<ClaimQuery>(claimList);

/** Rendered claims on these propositions, in order of time; of some claimants, where given. */
export function* claimsOn(
  { sql, common }: Dialect,
  propositionKeys: readonly string[],
  claimantIds?: readonly string[],
): Program<string[]> {
  const found: { id: string; starts_s: number; ends_s: number; body: string }[] = [];
  for (const batch of batchesOf([...new Set(propositionKeys)])) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('claim')
        .select(['id', 'starts_s', 'ends_s', 'body'])
        .where('proposition_key', 'in', batch)
        // A claimant may have made most of the claims that there are: those on the propositions are the fewer.
        .$if(claimantIds !== undefined, (query) =>
          query.where((eb) => common(eb('claimant_id', 'in', claimantIds ?? []), 0.9)),
        ),
    );
    for (const row of rows) found.push(row);
  }
  // Ordered here, since more than one statement may have found them.
  found.sort((a, b) => a.starts_s - b.starts_s || a.ends_s - b.ends_s || (a.id < b.id ? -1 : 1));
  return found.map((row) => row.body);
}
