import { hash } from 'node:crypto';
import { type Coordinates, coordinatesOf } from './coordinates.ts';
import { type Form, forms, type NormalForm, plainForm, variantsOf } from './normal-forms.ts';
import { type PositionMap, rewrite } from './rewriting.ts';
import { SourceText } from './source-text.ts';

/** A passage that a claim cites, as its locator records it. */
export type Passage = {
  start: number;
  end: number;
  quoteSha256: string;
  quoteFingerprint?: string | null | undefined;
  prefixSha256?: string | null | undefined;
  suffixSha256?: string | null | undefined;
  plainSha256?: string | null | undefined;
  plainLength?: number | null | undefined;
};

/** A range of code points in the copy where a passage stands, and the forms in which it differs there. */
export type Place = { start: number; end: number; normalization: NormalForm[] };

export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The copy that is checked, and the views of it with some differences in form undone. */
export class Copy {
  readonly text: SourceText;
  #whole: string | undefined;
  #plain: View | undefined;
  #coordinates: Coordinates[] | undefined;

  constructor(text: SourceText) {
    this.text = text;
  }

  get whole(): string {
    this.#whole ??= this.text.slice();
    return this.#whole;
  }

  /** The copy in plain form. */
  get plain(): View {
    this.#plain ??= new View(this, forms);
    return this.#plain;
  }

  /** The coordinates of each text that this copy may be another form of, its own first. */
  get coordinates(): readonly Coordinates[] {
    this.#coordinates ??= coordinatesOf({ text: this.whole, length: this.text.length });
    return this.#coordinates;
  }

  /** Returns the place if the passage stands at a range of this copy, in any form that can be told. */
  placeAt(passage: Passage, start: number, end: number): Place | null {
    if (!this.text.has(start, end - start)) return null;
    const normalization = this.#formsAt(passage, start, end);
    return normalization && { start, end, normalization };
  }

  #formsAt({ quoteSha256, plainSha256 }: Passage, start: number, end: number): NormalForm[] | null {
    if (this.text.windowSha256(start, end - start) === quoteSha256) return [];
    const window = this.text.slice(start, end);
    for (const { text, forms } of variantsOf(window)) if (sha256(text) === quoteSha256) return forms;
    return plainSha256 && sha256(plainForm(window)) === plainSha256 ? ['plain'] : null;
  }
}

/** A copy with some differences in form undone. */
export class View {
  readonly text: SourceText;
  readonly #maps: readonly PositionMap[];

  constructor(copy: Copy, undone: readonly Pick<Form, 'undo'>[]) {
    const maps: PositionMap[] = [];
    let whole = copy.whole;
    for (const { undo } of undone) {
      const { text, map } = rewrite(whole, undo);
      whole = text;
      maps.push(map);
    }
    this.#maps = maps.reverse();
    this.text = whole === copy.whole ? copy.text : new SourceText(Buffer.from(whole, 'utf8'));
  }

  /** Returns the place in the copy of a place in this view. */
  toCopy(place: number): number {
    return this.#maps.reduce((now, map) => map.toOld(now), place);
  }
}
