import { cutTo } from './cut.ts';

/** Measures the width of texts in pixels, and caches the results. */

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
const mostRemembered = 5_000;

export function widthOf(text: string, font: string): number {
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size >= mostRemembered) widths.clear();
  context ??= document.createElement('canvas').getContext('2d');
  if (context !== null) context.font = font;
  const width = context?.measureText(text).width ?? text.length * 7;
  widths.set(key, width);
  return width;
}

export const fitted = (text: string, most: number, font: string): string =>
  cutTo(text, most, (part) => widthOf(part, font));
