import type { ComponentChildren } from 'preact';
import { type Address, addressPath } from '../state/address.ts';
import { go } from '../state/navigation.ts';
import { isPlainClick } from './plain-click.ts';

/** A link to another view of the timeline. */
export function ViewLink(props: { to: Address; class?: string; children: ComponentChildren }) {
  return (
    <a
      class={props.class}
      href={addressPath(props.to)}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(props.to);
      }}
    >
      {props.children}
    </a>
  );
}
