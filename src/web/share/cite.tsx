import { Copy } from '../parts/copy.tsx';
import { Text } from '../parts/text.tsx';
import { useResource } from '../state/resource.ts';
import type { Cited } from './citation.ts';
import { asBibtex, asCsl, asRis, asText } from './formats.ts';

const formats = [
  ['Copy the citation', asText],
  ['Copy as BibTeX', asBibtex],
  ['Copy as RIS', asRis],
  ['Copy as CSL-JSON', asCsl],
] as const;

/** The citation of a record as text and for reference managers. Only the text is printed. */
export function Cite({ of: key, cited }: { of: string; cited: (signal: AbortSignal) => Promise<Cited> }) {
  const { value } = useResource(['citation', key], cited);
  if (value === undefined) return null;
  return (
    <>
      <Copy label="Copy link" text={() => value.here} />
      <details class="cite">
        <summary>Cite</summary>
        <p>
          <Text>{asText(value)}</Text>
        </p>
        {formats.map(([label, write]) => (
          <Copy key={label} label={label} text={() => write(value)} />
        ))}
      </details>
    </>
  );
}
