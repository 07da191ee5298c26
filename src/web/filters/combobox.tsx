import { useId, useState } from 'preact/hooks';
import { Text } from '../parts/text.tsx';
import { useResource } from '../state/resource.ts';
import type { Found } from './find.ts';

type Props = {
  label: string;
  hint: string;
  find: (words: string, signal: AbortSignal) => Promise<Found[]>;
  onChoose: (id: string) => void;
};

const restMs = 150;

/** A field that suggests records while one types (the combobox pattern of the ARIA Authoring Practices). */
export function Combobox({ label, hint, find, onChoose }: Props) {
  const id = useId();
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const { value: found = [], failure } = useResource(
    open ? ['suggestions', label, words.trim()] : undefined,
    (signal) => find(words.trim(), signal),
    { keep: true, delayMs: restMs },
  );
  const choose = (chosen: Found | undefined) => {
    if (chosen === undefined) return;
    setWords('');
    setOpen(false);
    onChoose(chosen.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive((active + move + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[Math.max(active, 0)]);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
    }
  };
  const listed = open && found.length > 0;
  return (
    <div class="combobox">
      <label for={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={listed && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={hint}
        autocomplete="off"
        value={words}
        onInput={({ currentTarget }) => {
          setWords(currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={`${label}: matches`} hidden={!listed}>
        {found.map((each, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, as the pattern has it
          <div
            key={each.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(each)}
          >
            <Text>{each.name}</Text> <small>{each.about}</small>
          </div>
        ))}
      </div>
      {open && words.trim() !== '' && found.length === 0 && failure === undefined && <small>No match.</small>}
      {failure !== undefined && <small class="wrong">{failure.detail}</small>}
    </div>
  );
}
