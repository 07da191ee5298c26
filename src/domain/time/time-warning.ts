/** Finds expressions that are valid and probably mean something else. */

/** Matches a season of a year, such as 2023-24, wherever a date may stand in an expression. */
const seasonOfYear = /(?<![\d-])(\d{4})-(2[1-4])(?![\d-])/g;
/** Matches the year of a date. */
const yearOfDate = /(?<![\dTX:Y.+-])(\d{4})(?![\dX:])/g;

const seasons: Readonly<Record<string, string>> = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };
/** Years that stand in dates of our time by the Persian and the Islamic calendar. */
const [foreignFrom, foreignTo] = [1300, 1450];

/** Returns what is doubtful about an expression, as the end of a sentence about it; null if nothing is. */
export function timeWarning(edtf: string): string | null {
  for (const [text, year = '', season = ''] of edtf.matchAll(seasonOfYear)) {
    const next = Number(year) + 1;
    if (next % 100 !== Number(season)) continue;
    return `${text} means ${seasons[season]} ${year} (EDTF season ${season}); two years are written ${year}/${next}`;
  }
  for (const [, year = ''] of edtf.matchAll(yearOfDate)) {
    if (Number(year) < foreignFrom || Number(year) > foreignTo) continue;
    return `${year} is read as a year of the Gregorian calendar; a date of the Persian or Islamic calendar must be converted`;
  }
  return null;
}
