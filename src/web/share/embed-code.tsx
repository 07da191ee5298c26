import { Copy } from '../parts/copy.tsx';
import { type Address, addressPath } from '../state/address.ts';
import { serverUrl } from '../state/api.ts';

/** The code that embeds the view in another page. */
export function EmbedCode({ address }: { address: Address }) {
  const query = addressPath(address).replace(/^\.\//, '');
  const src = `${serverUrl}/${query}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const snippet = `<script async src="${serverUrl}/embed.js"></script>\n<claimline-timeline src="${src}"><a href="${src}">Open in Claimline</a></claimline-timeline>`;
  return (
    <>
      <p>Paste this into the page:</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{snippet}</pre>
      <Copy text={() => snippet} label="Copy the code" />
      <p>
        <a href="guide/embed">About embedding</a>
      </p>
    </>
  );
}
