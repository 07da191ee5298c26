import { Copy } from '../parts/copy.tsx';
import { Menu } from '../parts/menu.tsx';
import type { Address } from '../state/address.ts';
import type { Span } from '../time/bounds.ts';
import { EmbedCode } from './embed-code.tsx';
import { QueryAsJson } from './query-as-json.tsx';
import { saveDrawing } from './save-drawing.ts';

/** All ways to take the view away: its link, a file, paper, code for another page, and a request to the API. */

type Props = { address: Address; view: Span; buckets: boolean };

export function ShareMenu({ address, view, buckets }: Props) {
  return (
    <Menu label="Share">
      <div class="take">
        <Copy label="Copy link" text={() => location.href} />
        <button type="button" class="quiet" onClick={() => print()}>
          Print this view
        </button>
        <button type="button" class="quiet" onClick={() => saveDrawing('svg')}>
          Timeline as SVG
        </button>
        <button type="button" class="quiet" onClick={() => saveDrawing('png')}>
          Timeline as PNG
        </button>
      </div>
      <details>
        <summary>Embed in another page</summary>
        <EmbedCode address={address} />
      </details>
      <details>
        <summary>Get as JSON</summary>
        <QueryAsJson address={address} view={view} buckets={buckets} />
      </details>
    </Menu>
  );
}
