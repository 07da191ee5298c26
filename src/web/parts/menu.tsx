import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A button that opens a small panel of actions. The panel closes on Escape, and when the person goes elsewhere. */
export function Menu({ label, children }: { label: string; children: ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const node = details.current;
    if (node === null) return;
    const close = () => node.removeAttribute('open');
    const outside = (event: Event) => {
      if (node.open && !node.contains(event.target as Node)) close();
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !node.open) return;
      close();
      node.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    node.addEventListener('keydown', onEscape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      node.removeEventListener('keydown', onEscape);
    };
  }, []);
  return (
    <details class="menu" ref={details}>
      <summary>{label}</summary>
      <div class="menu-body">{children}</div>
    </details>
  );
}
