import { useEffect } from 'preact/hooks';
import { isPlainClick } from '../parts/plain-click.ts';
import { pathTo } from '../state/navigation.ts';
import type { Group } from './find.ts';
import { FoundText } from './found.tsx';
import { groupNames } from './names.ts';

type OptionsProps = {
  id: string;
  groups: readonly Group[];
  listed: boolean;
  active: number;
  words: string;
  choose: (index: number) => void;
};

/** The results under the search field. Each option is a link, so that it can be opened in a new tab. */
export function Options({ id, groups, listed, active, words, choose }: OptionsProps) {
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  let next = 0;
  const option = (href: string) => {
    const index = next;
    next += 1;
    return {
      id: `${id}-${index}`,
      role: 'option',
      tabIndex: -1,
      href,
      'aria-selected': index === active,
      // The field keeps the focus.
      onMouseDown: (event: MouseEvent) => event.preventDefault(),
      onClick: (event: MouseEvent) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        choose(index);
      },
    } as const;
  };
  return (
    <div id={`${id}-list`} role="listbox" aria-label="What was found" hidden={!listed}>
      {listed &&
        groups.map(({ kind, found }) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has groups of options, not fieldsets
          <div key={kind} role="group" aria-labelledby={`${id}-${kind}`}>
            <span class="kind" id={`${id}-${kind}`}>
              {groupNames[kind]}
            </span>
            {found.map((each) => (
              <a key={each.open.id} {...option(pathTo(each.open))}>
                <FoundText {...each} text={each.title.includes('<mark>') ? null : each.text} />
              </a>
            ))}
          </div>
        ))}
      {listed && (
        <a class="all" {...option(pathTo({ kind: 'search', id: words }))}>
          All that is found for “<bdi dir="auto">{words}</bdi>”
        </a>
      )}
    </div>
  );
}
