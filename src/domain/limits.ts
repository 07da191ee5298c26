/** Lists the limits of the program. The unit is the last word of the name. */
export const limits = {
  /** Number of records on one page of a list. */
  pageSizeMax: 200,
  pageSizeDefault: 50,
  /** Propositions, claims and oppositions of one dispute that a response gives. */
  disputePropositionsMax: 200,
  disputeClaimsMax: 1000,
  disputeOppositionsMax: 2000,
  /** Claims after which a page of disputes ends. It always has one dispute. */
  disputePageClaimsMax: 2000,
  /** Number of actors whose positions are compared in one request. */
  partiesMax: 10,
  /** Number of values of one repeated query parameter. */
  repeatedValuesMax: 50,
  /** Characters of a search text, and words in it. */
  searchTextMaxChars: 200,
  searchTermsMax: 16,
  /** Records of each kind that one search ranks. */
  searchRankedMax: 200,
  /** Number of values of one facet in a response. */
  facetValuesMax: 50,
  /** Records that an estimate counts one by one before it takes a sample, and rows in that sample. */
  countedExactlyMax: 10_000,
  countSampleRows: 4096,
  /** Number of buckets of a timeline, and the limit if the request names no interval. */
  timelineBucketsMax: 5000,
  timelineBucketsDefault: 400,
  /** Number of cells of a map, the limit if the request names none, and the number of events that a cell names. */
  placeCellsMax: 500,
  placeCellsDefault: 200,
  placeEventsMax: 5,
  /** Length of a cursor. */
  cursorMaxChars: 1024,
  /** Great-circle search radius. */
  radiusMaxKm: 20_040,
  /** Short texts (names, titles) and long ones (summaries, statements). */
  nameMaxChars: 500,
  textMaxChars: 10_000,
  addressMaxChars: 2048,
  /** Number of entries of one array inside a record. */
  arrayItemsMax: 1000,
  /** Number of predicates, and of subtypes, that one dataset declares. */
  declarationsMax: 500,
  /** Size of the text of a source that a command reads, and of the texts that an import keeps in memory. */
  sourceTextMaxBytes: 64 * 1024 * 1024,
  /** Size of a body with a text sent to the server. `claimline verify` and `claimline locate` take larger texts. */
  verificationTextMaxBytes: 2 * 1024 * 1024,
  /** Time limit of one verification, and of its waiting for a reader process. */
  verificationDeadlineMs: 12_000,
  verificationWaitMs: 6_000,
  /** Number of places in a text that are compared for one passage, and that are listed of an ambiguous one. */
  candidatesComparedMax: 64,
  candidatesListedMax: 10,
  /** Number of quotes that one request locates. */
  locatedQuotesMax: 200,
  /** Code points around a place that are shown, so that people can tell it from others. */
  wordsAroundMaxChars: 40,
  /** Length of a text in which the nearest passage to a missing quote is looked for. */
  nearestSearchedMaxChars: 4 * 1024 * 1024,
  /** Length of a text that is compared with texts in other forms than its own, such as CR LF for its LF. */
  redoneTextMaxChars: 4 * 1024 * 1024,
  /** Rows that the server reads in its own process for one answer. If there are more, a reader process reads them. */
  inlineRowsMax: 500,
  /** Propositions of a dispute that the server reads in its own process: each may oppose every other. */
  inlineDisputePropositionsMax: 20,
  /** Affiliates for which the server reads claims in its own process. The limit is lower: each needs lookups of its own. */
  inlineAffiliatesMax: 50,
  /**
   * Number of reader processes of one server. Each needs tens of megabytes, so only two start at once: one can work on
   * a slow query while the other answers quick ones. The last one starts when all others are busy.
   */
  readerLanesAtStart: 2,
  readerLanesMax: 3,
  /** Number of queries of one client that may wait for a reader process. */
  readerQueuePerClientMax: 64,
  /** Size of a file that maps the columns of a table. */
  mappingFileMaxBytes: 4 * 1024 * 1024,
  /** Size of a dataset file. */
  datasetFileMaxBytes: 256 * 1024 * 1024,
  /** Number of problems of one import that are listed. */
  reportedProblemsMax: 1000,
  /** Number of changed records of one import that its JSON document lists. */
  reportedChangesMax: 10_000,
  /** Nesting depth of arrays and objects in JSON; records need fewer than ten. */
  jsonDepthMax: 32,
  /** Size of one line of NDJSON, or of one record of CSV. */
  importLineMaxBytes: 1024 * 1024,
  /** Size of one transaction of an NDJSON or CSV import, whichever limit is reached first. */
  importChunkMaxRecords: 4000,
  importChunkMaxBytes: 4 * 1024 * 1024,
} as const;
