import { fitted, widthOf } from '../timeline/measure.ts';

/** Places names beside the marks of the map, as far as there is room. */

const labelFont = '500 12px system-ui, sans-serif';
const lineHeight = 15;
const mostWidth = 220;
const gap = 4;

export type Marked = { at: [number, number]; radius: number; name: string };
export type Label = { x: number; y: number; text: string };

type Rectangle = { left: number; top: number; right: number; bottom: number };

const meet = (one: Rectangle, other: Rectangle): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Places the names in the order of the marks, each right or left of its mark. Returns null for a name without room. */
export function labelsOf(marks: readonly Marked[], width: number): (Label | null)[] {
  const taken: Rectangle[] = marks.map(({ at: [x, y], radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  return marks.map(({ at: [x, y], radius, name }) => {
    const text = fitted(name, mostWidth, labelFont);
    const length = widthOf(text, labelFont);
    const [top, bottom] = [y - lineHeight / 2, y + lineHeight / 2];
    for (const left of [x + radius + gap, x - radius - gap - length]) {
      const room = { left, right: left + length, top, bottom };
      if (text === '' || left < 0 || room.right > width || taken.some((each) => meet(each, room))) continue;
      taken.push(room);
      return { x: left, y, text };
    }
    return null;
  });
}
