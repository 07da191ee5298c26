/** The reader's locale, and the formats made for it. */

let languages: readonly string[] = [];
const formats = new Map<unknown, unknown>();

/** Sets the languages that all words of times, numbers and countries are for, best first. */
export function setLocale(wanted: readonly string[]): void {
  if (wanted.join() === languages.join()) return;
  languages = Intl.getCanonicalLocales(wanted.filter(isTag));
  formats.clear();
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Returns what `make` makes for the reader's locale. Each `make` is called once, until the locale changes. */
export function forLocale<T>(make: (locale: string[] | undefined) => T): T {
  if (!formats.has(make)) formats.set(make, make(languages.length === 0 ? undefined : [...languages]));
  return formats.get(make) as T;
}
