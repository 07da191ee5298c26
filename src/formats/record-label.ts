import type { RecordKind } from '../domain/kinds.ts';

/** Returns the name of a value in messages: its kind and id, such as `actor isis`. */
export function labelOf(kind: RecordKind, value: unknown): string {
  const hasId = typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
  return `${kind} ${hasId ? value.id : 'without an id'}`;
}
