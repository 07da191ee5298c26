/** Letters of scripts written from right to left: Hebrew, Arabic, Syriac, Thaana, NKo and their later blocks. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Keeps a text from data to itself where only characters can: in SVG and in names for screen readers. Its direction is
 * its own, and the words beside it stay in their order (Unicode Standard Annex 9, "Explicit Directional Isolates").
 */
export const isolated = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);
