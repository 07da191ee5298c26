import { Copy } from '../parts/copy.tsx';
import { type Address, addressPath } from '../state/address.ts';
import { serverUrl } from '../state/api.ts';

/** The link of the view, and the code that embeds it in another page. */
export function ShareView({ address }: { address: Address }) {
  const query = addressPath(address).replace(/^\.\//, '');
  const src = `${serverUrl}/${query}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const snippet = `<script async src="${serverUrl}/embed.js"></script>\n<claimline-timeline src="${src}"><a href="${src}">Open in Claimline</a></claimline-timeline>`;
  return (
    <>
      <Copy text={() => location.href} label="Copy link" />
      <p>To embed this view, paste into a page:</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{snippet}</pre>
      <Copy text={() => snippet} label="Copy the code" />
      <p>
        <a href="guide/embed">About embedding</a>
      </p>
    </>
  );
}
