import { countOf } from './code-points.ts';

/** Selection of a person in a copy, as a range of its code points. */

export type Range = { start: number; end: number };

/** Returns the selected range of the paragraphs in an element; null if there is none. Spaces at its ends do not count. */
export function selectedIn(element: Element): Range | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const blocks = [...element.querySelectorAll<HTMLElement>('[data-start]')].filter((block) =>
    range.intersectsNode(block),
  );
  const pieces = blocks.map((block) => pieceOf(block, range)).filter(({ text }) => text.trim() !== '');
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return null;
  const leading = countOf(first.text) - countOf(first.text.trimStart());
  const trailing = countOf(last.text.trimEnd());
  return { start: first.start + leading, end: last.start + trailing };
}

/** The selected text of one paragraph, and the code point that it begins with. */
function pieceOf(block: HTMLElement, selected: globalThis.Range): { start: number; text: string } {
  const range = document.createRange();
  range.selectNodeContents(block);
  const before = range.cloneRange();
  if (block.contains(selected.startContainer)) range.setStart(selected.startContainer, selected.startOffset);
  if (block.contains(selected.endContainer)) range.setEnd(selected.endContainer, selected.endOffset);
  before.setEnd(range.startContainer, range.startOffset);
  return { start: Number(block.dataset.start) + countOf(before.toString()), text: range.toString() };
}
