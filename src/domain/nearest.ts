import { distance } from 'fastest-levenshtein';

/** Finds the known name that was probably meant, for "did you mean". */

/** Maximum length of a compared text. A longer text is not a typing mistake, and comparing it costs time. */
const comparedMaxChars = 40;
/** Minimum length of a text that is matched as the beginning of a name. A shorter one fits too many names. */
const beginningMinChars = 3;
const changedShare = 0.4;

/**
 * Picks the known name that is most similar to a given one, or undefined if none is near: `tags` → `tag`, `actor_id` →
 * `actorId`, `about` → `aboutActorId`, `limt` → `limit`. Case, `_` and `-` do not count. A name that begins with the
 * given one comes before one with other letters.
 */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (given.length > comparedMaxChars) return undefined;
  const plain = plainForm(given);
  if (plain === '') return undefined;
  const same = known.find((name) => plainForm(name) === plain);
  return same ?? longerName(plain, known) ?? similarName(plain, known);
}

/** Returns a text to put after a misspelt name, such as ` (did you mean "title"?)`; empty if no known name is near. */
export function suggestion(given: string, known: readonly string[]): string {
  const name = nearestName(given, known);
  return name === undefined ? '' : ` (did you mean "${name}"?)`;
}

const plainForm = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');

/** Picks the shortest name that begins with these letters. */
function longerName(plain: string, known: readonly string[]): string | undefined {
  if (plain.length < beginningMinChars) return undefined;
  return known
    .filter((name) => plainForm(name).startsWith(plain))
    .reduce<string | undefined>(
      (best, name) => (best === undefined || name.length < best.length ? name : best),
      undefined,
    );
}

/** Picks the name with the fewest changed letters: at most two in five, so that two swapped letters of `limit` pass. */
function similarName(plain: string, known: readonly string[]): string | undefined {
  let best: { name: string; changes: number } | undefined;
  for (const name of known) {
    const other = plainForm(name);
    const changes = distance(plain, other);
    const allowed = Math.floor(Math.max(plain.length, other.length) * changedShare);
    if (changes <= allowed && changes < (best?.changes ?? Number.POSITIVE_INFINITY)) best = { name, changes };
  }
  return best?.name;
}
