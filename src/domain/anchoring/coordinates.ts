import { limits } from '../limits.ts';
import { type Form, forms, type NormalForm } from './normal-forms.ts';
import { type Editor, type PositionMap, rewrite } from './rewriting.ts';

/**
 * Maps places of the copy to places of a text that differs from it only in forms that shift places: an LF copy of a
 * text with CR LF has each passage at another place, although nothing in the text was edited.
 */
export class Coordinates {
  /** True if a form is redone: the copy itself does not show that the recorded text had this form. */
  readonly isGuess: boolean;
  readonly size: number;
  readonly #copy: Whole;
  readonly #shifts: readonly Shift[];

  constructor(copy: Whole, shifts: readonly Shift[]) {
    this.#copy = copy;
    this.#shifts = shifts;
    this.isGuess = shifts.some(({ isRedone }) => isRedone);
    this.size = shifts.length;
  }

  /** Returns the place in the other text of a place in the copy. */
  toRecorded(place: number): number {
    return this.#shifts.reduce((sum, { map }) => sum + map.toNew(place) - place, place);
  }

  /** Returns the last place in the copy that has this place in the other text; -1 if there is none. */
  toCopy(recorded: number): number {
    let low = 0;
    let high = this.#copy.length + 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.toRecorded(middle) <= recorded) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.toRecorded(low - 1) === recorded ? low - 1 : -1;
  }

  /** Returns the forms that shift a place of the copy. */
  formsAt(place: number): NormalForm[] {
    return this.#shifts.filter(({ map }) => map.toNew(place) !== place).map(({ name }) => name);
  }

  /** Returns the other text. */
  rewritten(): string {
    return this.#shifts.reduce((text, { editor }) => rewrite(text, editor).text, this.#copy.text);
  }
}

/** The text of the copy, and its length in code points. */
type Whole = { text: string; length: number };
type Shift = { name: Form['name']; map: PositionMap; editor: Editor; isRedone: boolean };

/** Returns the coordinates of each text that this copy may be another form of, the copy's own first. */
export function coordinatesOf(copy: Whole): Coordinates[] {
  const sets: Shift[][] = [[]];
  for (const form of forms) {
    const shift = form.shifts ? shiftOf(copy, form) : null;
    if (shift !== null) sets.push(...sets.map((set) => [...set, shift]));
  }
  return sets.map((set) => new Coordinates(copy, set)).sort((a, b) => a.size - b.size);
}

/**
 * Returns the shift of a form that the copy has, else of the form that it would have if its text were put into it. The
 * latter may change every letter of a text, so it is left out for long ones.
 */
function shiftOf({ text: whole }: Whole, { name, undo, redo }: Form): Shift | null {
  const isShort = whole.length <= limits.redoneTextMaxChars;
  for (const editor of redo !== undefined && isShort ? [undo, redo] : [undo]) {
    const { text, map } = rewrite(whole, editor);
    if (text !== whole) return { name, map, editor, isRedone: editor === redo };
  }
  return null;
}
