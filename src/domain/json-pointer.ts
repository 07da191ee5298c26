/** Returns an RFC 6901 pointer: `['evidence', 0]` → `/evidence/0`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
