/** Exchanges messages between the embedded page and the page around it. */

/** Opens every link in a new tab, because the frame has no room for a record. */
export function openOutside(root: HTMLElement): void {
  root.addEventListener(
    'click',
    (event) => {
      const href = event.target instanceof Element && event.target.closest('a[href]')?.getAttribute('href');
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      open(new URL(href, location.href), '_blank', 'noopener');
    },
    { capture: true },
  );
}

/** Sends the height of this page to the page around it once that has asked. Only the origin that asked receives it. */
export function tellHeight(body: HTMLElement): void {
  const { parent } = window;
  if (parent === window) return;
  let told: ResizeObserver | undefined;
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || data?.claimline !== 'size' || told !== undefined) return;
    told = new ResizeObserver(() => {
      const height = Math.ceil(body.getBoundingClientRect().height);
      parent.postMessage({ claimline: 'height', height }, origin);
    });
    told.observe(body);
  });
  // Any origin may receive this message: it only says that the page is ready.
  parent.postMessage({ claimline: 'ready' }, '*');
}
