import type { Findings, StoreFault } from '../../domain/store-check.ts';

/** Compares rows as they stand with rows as they should be. */

export type AnyRow = Readonly<Record<string, unknown>>;

/** Rows of one table, and how a fault in them is told. */
export type Compared = {
  kind: StoreFault['kind'];
  table: string;
  /** The columns that tell the rows apart. */
  key: readonly string[];
  /** The column that has the record's id. */
  owner: string;
};

/** Characters of a value that are shown. */
const shownChars = 60;

/** Two values as they are shown: where they are long, from shortly before the first difference on. */
function shown(one: unknown, other: unknown): [string, string] {
  const [text, otherText] = [String(one), String(other)];
  if (typeof one !== 'string' || typeof other !== 'string') return [quoted(one, 0), quoted(other, 0)];
  let same = 0;
  while (same < text.length && text[same] === otherText[same]) same += 1;
  const isLong = Math.max(text.length, otherText.length) > shownChars;
  const from = isLong ? Math.max(0, same - 20) : 0;
  return [quoted(text, from), quoted(otherText, from)];
}

/** A value as it is shown, from a character on. */
export function quoted(value: unknown, from: number): string {
  if (typeof value !== 'string') return String(value);
  const part = value.slice(from, from + shownChars);
  return `${from > 0 ? '…' : ''}${JSON.stringify(part)}${from + shownChars < value.length ? '…' : ''}`;
}

/** A row as it is shown: its key, without the record's id. */
const rowText = (row: AnyRow, { key, owner }: Compared): string => {
  const rest = key.filter((name) => name !== owner).map((name) => `${name} ${quoted(row[name], 0)}`);
  return rest.length === 0 ? 'a row' : `a row with ${rest.join(', ')}`;
};

/** Adds each difference between the rows that stand there and those that should. */
export function compareRows(
  findings: Findings,
  compared: Compared,
  stored: Iterable<AnyRow>,
  expected: Iterable<AnyRow>,
): void {
  const { kind, table, owner } = compared;
  const keyOf = (row: AnyRow) => JSON.stringify(compared.key.map((name) => row[name]));
  const left = new Map<string, AnyRow>();
  for (const row of stored) left.set(keyOf(row), row);
  for (const row of expected) {
    const found = left.get(keyOf(row));
    left.delete(keyOf(row));
    if (found !== undefined) compareColumns(findings, compared, found, row);
    else {
      const id = String(row[owner]);
      findings.add({ kind, id, place: table, found: null, expected: rowText(row, compared) });
    }
  }
  for (const row of left.values()) {
    const id = String(row[owner]);
    findings.add({ kind, id, place: table, found: rowText(row, compared), expected: null });
  }
}

function compareColumns(
  findings: Findings,
  { kind, table, owner }: Compared,
  stored: AnyRow,
  expected: AnyRow,
): void {
  for (const [name, value] of Object.entries(stored)) {
    if (value === expected[name]) continue;
    const [found, wanted] = shown(value, expected[name]);
    const id = String(expected[owner]);
    findings.add({ kind, id, place: `${table}.${name}`, found, expected: wanted });
  }
}
