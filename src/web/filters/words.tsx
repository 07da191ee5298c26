import { useEffect, useRef } from 'preact/hooks';
import { addressNow, setFilters } from '../state/navigation.ts';

/** The field for words of the events. It filters as somebody types; all that is typed in one go is one step of history. */

const restMs = 60;

export function Words({ words = '' }: { words: string | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The words that this field has put into the address since somebody began to type. */
  const written = useRef<string | undefined>(undefined);
  useEffect(() => {
    if ((addressNow().filters.q ?? '') === written.current) return;
    written.current = undefined;
    if (input.current !== null) input.current.value = words;
  }, [words]);
  const apply = (text: string) => {
    clearTimeout(timer.current);
    const wanted = text.trim();
    if (wanted === (addressNow().filters.q ?? '')) return;
    const how = written.current === undefined ? 'step' : 'correction';
    written.current = wanted;
    setFilters({ q: wanted || undefined }, how);
  };
  const finish = () => {
    apply(input.current?.value ?? '');
    written.current = undefined;
  };
  return (
    <form
      class="words"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <input
        ref={input}
        type="search"
        aria-label="Words in title, summary or place"
        placeholder="Only events with the words…"
        maxLength={200}
        onInput={({ currentTarget }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => apply(withoutBeginning(currentTarget.value)), restMs);
        }}
        onChange={finish}
      />
    </form>
  );
}

const fewestLetters = 3;
/** Scripts with spaces between words. In others a single letter may be a word. */
const spaced =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{N}\p{M}]+$/u;

/**
 * Returns what is typed without a last word of one or two letters. The API finds longer words by three letters; with
 * fewer, the events would go and come back while a word is typed.
 */
function withoutBeginning(text: string): string {
  const [last = ''] = /\S+$/.exec(text) ?? [];
  return spaced.test(last) && [...last].length < fewestLetters ? text.slice(0, -last.length) : text;
}
