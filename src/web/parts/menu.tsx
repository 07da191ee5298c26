import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A button that opens a few actions, and closes when one is taken, on Escape, or when the person goes elsewhere. */
export function Menu({
  label,
  wide = false,
  children,
}: {
  label: string;
  wide?: boolean;
  children: ComponentChildren;
}) {
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
    const taken = (event: MouseEvent) => {
      if (!wide && (event.target as Element).closest('button') !== null) close();
    };
    node.addEventListener('click', taken);
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    node.addEventListener('keydown', onEscape);
    return () => {
      node.removeEventListener('click', taken);
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      node.removeEventListener('keydown', onEscape);
    };
  }, [wide]);
  return (
    <details class={wide ? 'menu wide' : 'menu'} ref={details}>
      <summary>{label}</summary>
      <div class="menu-body">{children}</div>
    </details>
  );
}
