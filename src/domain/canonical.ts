/** Returns JSON text with sorted properties, so that equal values give equal text (as in RFC 8785 §3.2.3). */
export const canonicalJson = (value: unknown): string => textOf(value) ?? 'null';

/** Returns undefined for a value without JSON. As in JSON.stringify, it is omitted from an object and null in an array. */
function textOf(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const properties: string[] = [];
  const entries: Record<string, unknown> = { ...value };
  for (const name of Object.keys(entries).sort()) {
    const text = textOf(entries[name]);
    if (text !== undefined) properties.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${properties.join(',')}}`;
}
