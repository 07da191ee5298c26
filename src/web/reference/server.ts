/** Address of the server that this page came from, without a slash at the end. */
export const server = new URL('.', location.href).href.slice(0, -1);

/** Puts that address into the commands and programs, instead of the one that examples have. */
export function nameServer(): void {
  const { exampleUrl = '' } = document.body.dataset;
  if (exampleUrl === '') return;
  for (const block of document.querySelectorAll('pre[data-copy]')) {
    const text = block.textContent;
    if (text.includes(exampleUrl)) block.textContent = text.replaceAll(exampleUrl, server);
  }
}
