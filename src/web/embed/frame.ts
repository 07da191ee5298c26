/** Exchanges messages between the embedded page and the page around it. */

/** Opens every link in a tab of its own: a record has no room here, and the page around must stay. */
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

/** Tells the page around how high this one is, once it has asked. Only its origin gets to know. */
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
  // Nothing is told by this but that the page is there; whoever it is may ask.
  parent.postMessage({ claimline: 'ready' }, '*');
}
