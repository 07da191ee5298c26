import { countOf } from './code-points.ts';

/** Reads the browser's selection in a copy as a range of code points. */

export type Range = { start: number; end: number };

/** Returns the selected range in the paragraphs of an element, without spaces at its ends; null if there is none. */
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

/** Returns the selected text of one paragraph, and the position of its first code point. */
function pieceOf(block: HTMLElement, selected: globalThis.Range): { start: number; text: string } {
  const range = document.createRange();
  range.selectNodeContents(block);
  const before = range.cloneRange();
  if (block.contains(selected.startContainer)) range.setStart(selected.startContainer, selected.startOffset);
  if (block.contains(selected.endContainer)) range.setEnd(selected.endContainer, selected.endOffset);
  before.setEnd(range.startContainer, range.startOffset);
  return { start: Number(block.dataset.start) + countOf(before.toString()), text: range.toString() };
}
