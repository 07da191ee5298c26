/** Announces the removal of an operation in headers (RFC 9745, RFC 8594) and in the OpenAPI document. */

export type Deprecation = {
  /** First day of the deprecation in UTC, `YYYY-MM-DD`. It may be in the future. */
  since: string;
  /** First day on which the operation may be removed, `YYYY-MM-DD`. It must not be before `since`. */
  sunset?: string;
  /** Explanation of the deprecation: a URI reference, such as `/docs`. */
  link?: string;
  /** operationId of the replacement. */
  instead?: string;
};

const date = /^\d{4}-\d\d-\d\d$/;
const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
const isDay = (day: string): boolean =>
  date.test(day) && !Number.isNaN(midnight(day).valueOf()) && midnight(day).toISOString().startsWith(day);

/** Returns the headers that every response of the operation has, error responses included. */
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

/** Returns the Markdown text for the description of the operation. */
export function deprecationNotice({ since, sunset, link, instead }: Deprecation): string {
  return [
    `Deprecated since ${since}.`,
    ...(instead === undefined ? [] : [`Use \`${instead}\` instead.`]),
    ...(sunset === undefined ? [] : [`It may be removed from ${sunset}.`]),
    ...(link === undefined ? [] : [`[More information](${link}).`]),
  ].join(' ');
}

/** Returns the faults of a deprecation in words. `operationIds` are those of the API. */
export function deprecationFaults(
  { since, sunset, link, instead }: Deprecation,
  operationIds: readonly string[],
): string[] {
  const faults: string[] = [];
  for (const day of [since, sunset ?? since]) {
    if (!isDay(day)) faults.push(`its deprecation has "${day}", which is not a date: write YYYY-MM-DD.`);
  }
  // RFC 9745 §4.
  if (sunset !== undefined && sunset < since) faults.push('its sunset must not be before its deprecation.');
  // The characters of a URI reference (RFC 3986). Any other could end the <> of a Link header (RFC 8288 §3).
  if (link !== undefined && !/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/.test(link)) {
    faults.push(`its deprecation links to "${link}", which is not a URI reference.`);
  }
  if (instead !== undefined && !operationIds.includes(instead)) {
    faults.push(`its replacement ${instead} is not an operation.`);
  }
  return faults;
}
