import { useEffect, useState } from 'preact/hooks';
import type { Address, Open } from '../state/address.ts';
import { openRecord } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { findAll } from './find.ts';

/** The state of the search field: its words, the results, and the active option. */

const restMs = 60;
const shownOfEach = 4;

export function useSearch({ open, filters: { datasetId } }: Address) {
  const searched = open?.kind === 'search' ? open.id : '';
  const [typed, setTyped] = useState(searched);
  const [shown, setShown] = useState(false);
  const [active, setActive] = useState(-1);
  useEffect(() => setTyped(searched), [searched]);
  const words = typed.trim();
  const asked = shown ? words : '';
  const resource = useResource(
    ['found', asked, { datasetId }, shownOfEach],
    (signal) => findAll({ words: asked, datasetId }, shownOfEach, signal),
    { keep: true, delayMs: restMs },
  );
  const { value: groups = [], failure, waiting } = resource;
  const listed = asked !== '' && groups.length > 0;
  // The last option is the page of all results.
  const options: Open[] = [
    ...groups.flatMap(({ found }) => found.map((each) => each.open)),
    { kind: 'search', id: words },
  ];
  const close = () => {
    setShown(false);
    setActive(-1);
  };
  const choose = (index: number) => {
    const chosen = options[index];
    close();
    if (chosen !== undefined && words !== '') openRecord(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setShown(true);
      const from = active < 0 && move < 0 ? options.length : active;
      if (listed) setActive((from + move + options.length) % options.length);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      close();
    }
  };
  const onInput = (text: string) => {
    setTyped(text);
    setShown(true);
    setActive(-1);
  };
  return {
    typed,
    words,
    groups,
    listed,
    active,
    nothing: asked !== '' && groups.length === 0 && waiting === 'no' && failure === undefined,
    failure: shown ? failure : undefined,
    /** Opens the active option, or the page of all results if none is active. */
    submit: () => choose(active < 0 ? options.length - 1 : active),
    choose,
    close,
    onInput,
    onKeyDown,
  };
}

/** Moves the focus to the field when `/` is pressed outside a field. */
export function useSlash(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing = target instanceof Element && target.closest('input, textarea, select') !== null;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
