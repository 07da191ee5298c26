import { Text } from '../parts/text.tsx';
import type { Found } from './find.ts';
import { markedParts } from './marked.ts';

/** A search result: its title, its type or date, and the passage with the words. */
export function FoundText({ title, about, text }: Found) {
  return (
    <>
      <Marked html={title} />
      <small>{about}</small>
      {text !== null && (
        <span class="passage">
          <Marked html={text} />
        </span>
      )}
    </>
  );
}

function Marked({ html }: { html: string }) {
  return (
    <Text>
      {markedParts(html).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
    </Text>
  );
}
