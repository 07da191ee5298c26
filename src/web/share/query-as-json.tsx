import { Copy } from '../parts/copy.tsx';
import type { Address } from '../state/address.ts';
import { serverUrl } from '../state/api.ts';
import type { Span } from '../time/bounds.ts';
import { viewQuery } from '../timeline/data.ts';

/** The request to the API that returns the view, as a link and as a command. */
export function QueryAsJson({ address, view, buckets }: { address: Address; view: Span; buckets: boolean }) {
  const { match, ...query } = viewQuery(address, view);
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) parameters.append(name, String(each));
  }
  if (match === 'certain' && !buckets) parameters.set('match', match);
  const path = `v1/${buckets ? 'timeline' : 'events'}?${parameters.toString().replaceAll('%3A', ':')}`;
  const command = `curl '${serverUrl}/${path}'`;
  return (
    <>
      <p>
        What is in view, from the API: <a href={path}>open as JSON</a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{command}</pre>
      <Copy text={() => command} label="Copy the command" />
    </>
  );
}
