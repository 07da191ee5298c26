import { useState } from 'preact/hooks';

/** Copies a text; where the browser does not let pages do that, shows it to be copied by hand. */
export function Copy({ text, label }: { text: () => string | Promise<string>; label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | { byHand: string }>('idle');
  const copy = async () => {
    const value = await text();
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
      setTimeout(() => setState('idle'), 2_000);
    } catch {
      setState({ byHand: value });
    }
  };
  return (
    <span class="copy">
      <button type="button" class="quiet" onClick={copy}>
        {state === 'copied' ? 'Copied' : label}
      </button>
      <span class="visually-hidden" role="status">
        {state === 'copied' ? 'Copied' : ''}
      </span>
      {typeof state === 'object' && (
        <textarea
          readOnly
          aria-label="Copy this text"
          rows={4}
          value={state.byHand}
          ref={(node) => node?.select()}
        />
      )}
    </span>
  );
}
