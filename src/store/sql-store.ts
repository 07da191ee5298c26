import { locateQuotes } from '../domain/anchoring/locate-quotes.ts';
import { SourceText } from '../domain/anchoring/source-text.ts';
import { verifyText } from '../domain/anchoring/verify-text.ts';
import type { DeclaringDataset, WordUse } from '../domain/declaration.ts';
import { parsedStored } from '../domain/errors.ts';
import type { ClaimFacet, ClaimFilter } from '../domain/filters/claim.ts';
import type { EventFacet, EventFilter } from '../domain/filters/event.ts';
import type { JsonOctets } from '../domain/json-octets.ts';
import type { RecordKind } from '../domain/kinds.ts';
import type { Places } from '../domain/place-cells.ts';
import type { Opposition } from '../domain/position.ts';
import type {
  ActorPositionsQuery,
  ActorQuery,
  ClaimQuery,
  DisputeQuery,
  EventQuery,
  PageRequest,
  PartyPositionsQuery,
  PropositionQuery,
  SearchQuery,
  SourceQuery,
} from '../domain/query.ts';
import type { SourceLocators } from '../domain/source-locators.ts';
import type {
  BodyKind,
  CountedList,
  CurrentRecord,
  Derivation,
  Facets,
  Included,
  IncludedKind,
  Locator,
  Page,
  RecordBatch,
  RecordChange,
  RecordCount,
  SearchPage,
  SharedMember,
  Store,
  StoredBody,
  StoreState,
  Unlocated,
  WriteReport,
  WrittenRecord,
} from '../domain/store.ts';
import { storeCalled } from '../domain/store-calls.ts';
import { type CheckReport, type CheckWatcher, Findings } from '../domain/store-check.ts';
import { utf8Of } from '../domain/text-encoding.ts';
import type { Timeline, TimelineInterval } from '../domain/time/buckets.ts';
import type { SourceVerification } from '../domain/verification.ts';
import { listActors } from './actor.ts';
import { checkTables } from './check/check.ts';
import { claimList, claimsOn, listClaims } from './claim.ts';
import { compareBatch } from './compare.ts';
import { countRecords, estimateRecords } from './count.ts';
import { listDatasets } from './dataset.ts';
import { listDeclarations } from './declaration.ts';
import { disputeOn, isSmallDispute } from './dispute/describe.ts';
import { listDisputes } from './dispute/list.ts';
import type { Engine } from './engine.ts';
import { eventList, listEvents } from './event.ts';
import { facetsOf } from './facets.ts';
import { areFew, type Found } from './few.ts';
import { eventTimeline } from './histogram.ts';
import { indexOf, type Lists } from './indexed.ts';
import { bodyQuery, existing, holdersOf, stateQuery } from './lookup.ts';
import { eventPlaces } from './places.ts';
import type { Program } from './program.ts';
import { describeProposition, isSmallProposition } from './proposition/describe.ts';
import { listPropositions } from './proposition/list.ts';
import { oppositionsOf } from './proposition/oppositions.ts';
import { listActorPositions, listPartyPositions } from './proposition/positions.ts';
import { relatedTo } from './related.ts';
import { currentOf, writtenRecords } from './revision.ts';
import { isRare, searchRecords } from './search.ts';
import { derivationsOf, listSources, locatorsOf, unlocatedIn } from './source.ts';
import { wholeBody } from './whole.ts';
import { usersOf } from './word-uses.ts';
import { writeBatch, writeBatches } from './write.ts';

/** Of a database that lacks the row, which none does that a migration made. */
const noState: StoreState = { storeId: '', changes: 0 };

/** The Store over any engine that speaks SQL. Every method is one program, run in one transaction. */
export class SqlStore implements Store {
  readonly #engine: Engine;
  #state: StoreState | undefined;
  #mark = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get isReadOnly(): boolean {
    return this.#engine.isReadOnly;
  }

  #read<Result>(method: keyof Store, program: Program<Result>): Promise<Result> {
    storeCalled(method, 'inline');
    return this.#engine.read(program);
  }

  #list<L extends keyof Lists>(list: L, query: Lists[L], program: Program<Page>): Promise<Page> {
    storeCalled(list, 'inline', () => indexOf(list, query));
    return this.#engine.read(program);
  }

  get #sql() {
    return this.#engine.dialect.sql;
  }

  /** Every request asks for the state, so it is read again only where the database has changed. */
  async state(): Promise<StoreState> {
    // Marked before it is read: what is written in between makes it be read once more.
    const mark = this.#engine.mark();
    if (this.#state === undefined || mark !== this.#mark) {
      this.#state = (await this.#engine.first(stateQuery(this.#engine.dialect, null, {}))) ?? noState;
      this.#mark = mark;
    }
    return this.#state;
  }

  async read(kind: BodyKind, id: string): Promise<StoredBody | null> {
    storeCalled('read', 'inline');
    const found = await this.#engine.first(bodyQuery[kind](this.#sql, id));
    return found === undefined ? null : wholeBody(found);
  }

  listDatasets(page: PageRequest): Promise<Page> {
    return this.#read('listDatasets', listDatasets(this.#sql, page));
  }

  users(use: WordUse, limit: number): Promise<string[]> {
    return this.#read('users', usersOf(this.#sql, use, limit));
  }

  declarations(): Promise<DeclaringDataset[]> {
    return this.#read('declarations', listDeclarations(this.#sql));
  }

  listSources(query: SourceQuery, page: PageRequest): Promise<Page> {
    return this.#list('listSources', query, listSources(this.#engine.dialect, query, page));
  }

  listActors(query: ActorQuery, page: PageRequest): Promise<Page> {
    return this.#list('listActors', query, listActors(this.#engine.dialect, query, page));
  }

  listEvents(query: EventQuery, page: PageRequest): Promise<Page> {
    return this.#list('listEvents', query, listEvents(this.#engine.dialect, query, page));
  }

  listClaims(query: ClaimQuery, page: PageRequest): Promise<Page> {
    return this.#list('listClaims', query, listClaims(this.#engine.dialect, query, page));
  }

  listPropositions(query: PropositionQuery, page: PageRequest): Promise<Page> {
    return this.#list('listPropositions', query, listPropositions(this.#engine.dialect, query, page));
  }

  listActorPositions(query: ActorPositionsQuery, page: PageRequest): Promise<Page> {
    return this.#read('listActorPositions', listActorPositions(this.#engine.dialect, query, page));
  }

  listPartyPositions(query: PartyPositionsQuery, page: PageRequest): Promise<Page> {
    return this.#read('listPartyPositions', listPartyPositions(this.#engine.dialect, query, page));
  }

  async describeProposition(key: string): Promise<JsonOctets | null> {
    const program = describeProposition(this.#engine.dialect, key);
    const described = await this.#read('describeProposition', program);
    return described === null ? null : Buffer.from(JSON.stringify(described));
  }

  /** Returns whether little is said on a proposition, whatever the store holds. */
  protected isSmallProposition(key: string): Promise<boolean> {
    return this.#engine.read(isSmallProposition(this.#engine.dialect, key));
  }

  listDisputes(query: DisputeQuery, page: PageRequest): Promise<Page> {
    return this.#read('listDisputes', listDisputes(this.#engine.dialect, query, page));
  }

  async describeDispute(propositionKey: string): Promise<JsonOctets | null> {
    const dispute = await this.#read('describeDispute', disputeOn(this.#engine.dialect, propositionKey));
    return dispute === null ? null : Buffer.from(JSON.stringify(dispute));
  }

  /** Returns whether the dispute of a proposition is small, whatever the store holds. */
  protected isSmallDispute(propositionKey: string): Promise<boolean> {
    return this.#engine.read(isSmallDispute(this.#engine.dialect, propositionKey));
  }

  search(query: SearchQuery, page: PageRequest): Promise<SearchPage> {
    return this.#read('search', searchRecords(this.#engine.dialect, query, page));
  }

  protected searchRare(query: SearchQuery, page: PageRequest): Promise<SearchPage> {
    return this.#read('search', searchRecords(this.#engine.dialect, query, page, true));
  }

  /** Whether a search finds few records, whatever the store holds. */
  protected isRare(query: SearchQuery): Promise<boolean> {
    return this.#engine.read(isRare(this.#engine.dialect, query));
  }

  /** Whether these ids lead to few rows, whatever the store holds. */
  protected areFew(found: Found, ids: readonly string[]): Promise<boolean> {
    return this.#engine.read(areFew(this.#engine.dialect, found, ids));
  }

  count(list: CountedList): Promise<RecordCount> {
    return this.#read('count', countRecords(this.#engine.dialect, list));
  }

  estimate(list: CountedList): Promise<RecordCount> {
    return this.#read('estimate', estimateRecords(this.#engine.dialect, list));
  }

  eventFacets(filter: EventFilter, facets: readonly EventFacet[]): Promise<Facets<EventFacet>> {
    return this.#read('eventFacets', facetsOf(this.#engine.dialect, eventList, filter, facets));
  }

  claimFacets(filter: ClaimFilter, facets: readonly ClaimFacet[]): Promise<Facets<ClaimFacet>> {
    return this.#read('claimFacets', facetsOf(this.#engine.dialect, claimList, filter, facets));
  }

  timeline(filter: EventFilter, interval?: TimelineInterval, timeZone = 'UTC'): Promise<Timeline> {
    return this.#read('timeline', eventTimeline(this.#engine.dialect, filter, interval, timeZone));
  }

  places(filter: EventFilter, cells: number): Promise<Places> {
    return this.#read('places', eventPlaces(this.#engine.dialect, filter, cells));
  }

  related(
    kind: 'event' | 'claim',
    ids: readonly string[],
    include: readonly IncludedKind[],
  ): Promise<Included> {
    return this.#read('related', relatedTo(this.#engine.dialect, kind, ids, include));
  }

  claimsOn(propositionKeys: readonly string[], claimantIds?: readonly string[]): Promise<string[]> {
    return this.#read('claimsOn', claimsOn(this.#engine.dialect, propositionKeys, claimantIds));
  }

  opposedTo(propositionKeys: readonly string[]): Promise<Opposition[]> {
    return this.#read('opposedTo', oppositionsOf(this.#sql, propositionKeys));
  }

  derivations(sourceIds: readonly string[]): Promise<Derivation[]> {
    return this.#read('derivations', derivationsOf(this.#sql, sourceIds));
  }

  locators(sourceId: string): Promise<Locator[]> {
    return this.#read('locators', locatorsOf(this.#sql, sourceId));
  }

  unlocated(sourceId: string): Promise<Unlocated[]> {
    return this.#read('unlocated', unlocatedIn(this.#sql, sourceId));
  }

  async verify(sourceId: string, bytes: Uint8Array, deadlineMs?: number): Promise<SourceVerification | null> {
    const held = await this.read('source', sourceId);
    if (held === null) return null;
    const evidence = {
      located: await this.locators(sourceId),
      unlocated: await this.unlocated(sourceId),
    };
    return verifyText(parsedStored(held.body), evidence, bytes, deadlineMs);
  }

  async locate(
    sourceId: string,
    bytes: Uint8Array,
    quotes: readonly string[],
    deadlineMs?: number,
  ): Promise<SourceLocators | null> {
    const held = await this.read('source', sourceId);
    if (held === null) return null;
    return locateQuotes(parsedStored(held.body), new SourceText(utf8Of(bytes)), quotes, { deadlineMs });
  }

  existing(kind: RecordKind, ids: readonly string[]): Promise<Set<string>> {
    return this.#read('existing', existing(this.#engine.dialect, kind, ids));
  }

  holders(shared: SharedMember, values: readonly string[]): Promise<Map<string, string[]>> {
    return this.#read('holders', holdersOf(this.#engine.dialect, shared, values));
  }

  current<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<Map<string, CurrentRecord<K>>> {
    return this.#read('current', currentOf(this.#sql, kind, ids));
  }

  written(
    datasetId: string,
    kind: RecordKind,
    after: string | null,
    limit: number,
  ): Promise<WrittenRecord[]> {
    return this.#read('written', writtenRecords(this.#engine.dialect, datasetId, kind, after, limit));
  }

  compare(batch: RecordBatch): Promise<RecordChange[]> {
    return this.#read('compare', compareBatch(this.#sql, batch));
  }

  write(batch: RecordBatch, at: string): Promise<WriteReport> {
    return this.#engine.write(writeBatch(this.#engine.dialect, batch, at));
  }

  writeAll(batches: Iterable<RecordBatch>, at: string): Promise<WriteReport> {
    return this.#engine.write(writeBatches(this.#engine.dialect, batches, at));
  }

  optimize(): Promise<void> {
    return this.#engine.analyze();
  }

  async check(watch: CheckWatcher = () => undefined): Promise<CheckReport> {
    const findings = new Findings();
    const { dialect } = this.#engine;
    await this.#engine.check(findings, watch, (index) => checkTables(dialect, index, findings, watch));
    return findings.report();
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
