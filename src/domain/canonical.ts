/** A value as JSON text that does not depend on the order of properties (in the manner of RFC 8785 §3.2.3). */
export const canonicalJson = (value: unknown): string => textOf(value) ?? 'null';

/** Undefined where a value has no JSON, which leaves a property out and is null in an array, as JSON.stringify has it. */
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
