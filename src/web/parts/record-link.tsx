import type { ComponentChildren } from 'preact';
import type { Open } from '../state/address.ts';
import { openRecord, pathTo } from '../state/navigation.ts';
import { isPlainClick } from './plain-click.ts';
import { Text } from './text.tsx';

/** A link that opens a record beside the timeline. In a new tab it leads to the same view with the record open. */
export function RecordLink(props: Open & { children: ComponentChildren; current?: boolean; class?: string }) {
  const { children, current, class: _class, ...open } = props;
  return (
    <a
      class={props.class}
      href={pathTo(open)}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        openRecord(open);
      }}
    >
      <Text>{children}</Text>
    </a>
  );
}
