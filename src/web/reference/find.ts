import { element } from './element.ts';

/** A field above the contents that leaves only the entries whose section has all the words. */

type Entry = { item: HTMLLIElement; link: HTMLAnchorElement; words: string };

export function addFinder(): void {
  const place = document.getElementById('find');
  const contents = place?.closest('nav');
  if (place === null || contents === null || contents === undefined) return;
  const field = element('input', { type: 'search', id: 'find-field', placeholder: 'Find (press /)' });
  const status = element('p', { role: 'status', class: 'found' });
  place.append(
    element('label', { for: 'find-field', class: 'visually-hidden' }, 'Find operations and types'),
    field,
    status,
  );
  let entries: Entry[] | undefined;
  field.addEventListener('input', () => {
    // Read at the first use: most visits never search.
    entries ??= entriesIn(contents);
    const count = narrow(entries, field.value);
    status.textContent = field.value.trim() === '' ? '' : `${count} found`;
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || field.value.trim() === '') return;
    event.preventDefault();
    entries?.find(({ item }) => !item.hidden)?.link.click();
  });
  contents.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a') && contents.matches(':popover-open'))
      contents.hidePopover();
  });
  document.addEventListener('keydown', (event) => {
    const typing =
      event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key === 'k' && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    // On a narrow screen the contents are closed until somebody asks for them.
    if (!field.checkVisibility()) contents.showPopover();
    field.focus();
    field.select();
  });
}

/** Reads the operations and types of the contents with the words of their sections. */
function entriesIn(contents: HTMLElement): Entry[] {
  return [...contents.querySelectorAll<HTMLLIElement>('li li')].flatMap((item) => {
    const link = item.querySelector('a');
    const section = document.getElementById(decodeURIComponent(link?.hash.slice(1) ?? ''));
    if (link === null) return [];
    const names = [...(section?.querySelectorAll('dt > code') ?? [])].map((node) => node.textContent);
    const parts = [link.textContent, section?.id, section?.dataset.path, section?.dataset.method, ...names];
    return [{ item, link, words: parts.join(' ').toLowerCase() }];
  });
}

/** Hides the entries that lack a word, and the groups that have none left. Returns how many are left. */
function narrow(entries: readonly Entry[], text: string): number {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<HTMLElement, boolean>();
  let count = 0;
  for (const { item, words } of entries) {
    const fits = wanted.every((word) => words.includes(word));
    item.hidden = !fits;
    if (fits) count += 1;
    const group = item.parentElement?.closest('li');
    if (group) groups.set(group, fits || groups.get(group) === true);
  }
  for (const [group, fits] of groups) group.hidden = !fits;
  return count;
}
