/** What clients are told about an operation that is to go: in headers (RFC 9745, RFC 8594) and in the document. */

export type Deprecation = {
  /** First day of the deprecation in UTC, `YYYY-MM-DD`. It may lie ahead. */
  since: string;
  /** First day on which the operation may be gone, `YYYY-MM-DD`; not before `since`. */
  sunset?: string;
  /** Where the deprecation is explained: a URI reference, such as `/docs`. */
  link?: string;
  /** operationId of what to use instead. */
  instead?: string;
};

const date = /^\d{4}-\d\d-\d\d$/;
const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
const isDay = (day: string): boolean =>
  date.test(day) && !Number.isNaN(midnight(day).valueOf()) && midnight(day).toISOString().startsWith(day);

/** Headers of every answer of the operation, errors included: whoever gets only those must learn of it too. */
export function deprecationHeaders(deprecation: Deprecation | undefined): Record<string, string> {
  if (deprecation === undefined) return {};
  const { since, sunset, link } = deprecation;
  return {
    // A Date of structured fields: seconds since 1970 (RFC 9745 §2.1).
    deprecation: `@${midnight(since).valueOf() / 1000}`,
    // An HTTP-date (RFC 8594 §3), which toUTCString writes (RFC 9110 §5.6.7).
    ...(sunset === undefined ? {} : { sunset: midnight(sunset).toUTCString() }),
    // RFC 9745 §3.
    ...(link === undefined ? {} : { link: `<${link}>; rel="deprecation"` }),
  };
}

/** What the operation's description says of it, in Markdown. */
export function deprecationNotice({ since, sunset, link, instead }: Deprecation): string {
  return [
    `Deprecated since ${since}.`,
    ...(instead === undefined ? [] : [`Use \`${instead}\` instead.`]),
    ...(sunset === undefined ? [] : [`It may be gone from ${sunset} on.`]),
    ...(link === undefined ? [] : [`[More about it](${link}).`]),
  ].join(' ');
}

/** What is wrong with a deprecation, in words; `operationIds` are those of the API. */
export function deprecationFaults(
  { since, sunset, link, instead }: Deprecation,
  operationIds: readonly string[],
): string[] {
  const faults: string[] = [];
  for (const day of [since, sunset ?? since]) {
    if (!isDay(day)) faults.push(`it is deprecated by "${day}", which is no day: write YYYY-MM-DD.`);
  }
  // RFC 9745 §4.
  if (sunset !== undefined && sunset < since) faults.push('its sunset must not be before its deprecation.');
  // What RFC 3986 lets a URI reference have; anything else could end the <> of a Link header (RFC 8288 §3).
  if (link !== undefined && !/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/.test(link)) {
    faults.push(`its deprecation links to "${link}", which is no URI reference.`);
  }
  if (instead !== undefined && !operationIds.includes(instead)) {
    faults.push(`it says to use ${instead} instead, which is no operation.`);
  }
  return faults;
}
