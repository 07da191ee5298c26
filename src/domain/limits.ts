/** Every bound the program enforces, in one place; the unit is the last word of the name. */
export const limits = {
  /** Records on one page of a list. */
  pageSizeMax: 200,
  pageSizeDefault: 50,
  /** Values of one repeated query parameter. */
  repeatedValuesMax: 50,
  /** Characters of a search text, and words in it. */
  searchTextMaxChars: 200,
  searchTermsMax: 16,
  /** Records of each kind that one search ranks. */
  searchRankedMax: 200,
  /** Values of one facet that are told. */
  facetValuesMax: 50,
  /** Records that an estimate counts one by one before it takes a sample, and rows in that sample. */
  countedExactlyMax: 10_000,
  countSampleRows: 4096,
  /** Buckets of a timeline, and how many it has at most where no interval was asked for. */
  timelineBucketsMax: 5000,
  timelineBucketsDefault: 400,
  /** Characters of a cursor. */
  cursorMaxChars: 1024,
  /** Great-circle search radius. */
  radiusMaxKm: 20_040,
  /** Short texts (names, titles) and long ones (summaries, statements). */
  nameMaxChars: 500,
  textMaxChars: 10_000,
  addressMaxChars: 2048,
  /** Entries of one array inside a record. */
  arrayItemsMax: 1000,
  /** A source's text that the command line checks; it may take its time. */
  sourceTextMaxBytes: 64 * 1024 * 1024,
  /** A source's text sent to the server for verification; larger ones are for the command line. */
  verificationTextMaxBytes: 2 * 1024 * 1024,
  /** How long one verification may take before it is stopped, and how long it may wait for a reader process. */
  verificationDeadlineMs: 12_000,
  verificationWaitMs: 6_000,
  /** Rows that lead to an answer which the server reads on its own thread; beyond, the reader process does. */
  inlineRowsMax: 500,
  /**
   * Reader processes of one server. Each takes tens of megabytes, so few are started before they are needed: one that
   * works while another answers quick queries. The last one starts when all others work.
   */
  readerLanesAtStart: 2,
  readerLanesMax: 3,
  /** Queries of one client that wait for a reader process. */
  readerQueuePerClientMax: 64,
  /** A dataset file read by an import. */
  datasetFileMaxBytes: 256 * 1024 * 1024,
  /** Problems of one import that are listed one by one. */
  reportedProblemsMax: 1000,
  /** Lists and objects of JSON within each other: records need fewer than ten. */
  jsonDepthMax: 32,
  /** One line of NDJSON, or one record of CSV. */
  importLineMaxBytes: 1024 * 1024,
  /** What an import by lines takes in with one transaction: whichever is reached first. */
  importChunkMaxRecords: 4000,
  importChunkMaxBytes: 4 * 1024 * 1024,
} as const;
