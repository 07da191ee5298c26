import { element } from './element.ts';

const shownMs = 2_000;

/** Adds a button to each block of code below a node. Without a clipboard, as on plain HTTP, it selects the text. */
export function addCopyButtons(root: ParentNode): void {
  for (const block of root.querySelectorAll<HTMLElement>('pre[data-copy]')) {
    const label = block.dataset.copy === 'command' ? 'Copy the command' : 'Copy';
    const button = element('button', { type: 'button', class: 'copy', 'aria-label': label }, 'Copy');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.textContent ?? '');
        button.textContent = 'Copied';
        setTimeout(() => button.replaceChildren('Copy'), shownMs);
      } catch {
        getSelection()?.selectAllChildren(block);
      }
    });
    const frame = element('div', { class: 'block' });
    block.replaceWith(frame);
    frame.append(block, button);
  }
}
