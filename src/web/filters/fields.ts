import { useEffect, useRef } from 'preact/hooks';

/** Sets the fields of a form when the URL changes. Until then they keep what is typed, and the focus. */
export function useFieldsOf<Name extends string>(
  values: { readonly [Key in Name]?: string | number | undefined },
  names: readonly Name[],
) {
  const form = useRef<HTMLFormElement>(null);
  const texts = names.map((name) => String(values[name] ?? ''));
  useEffect(() => {
    for (const [index, name] of names.entries()) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = texts[index] ?? '';
    }
  }, [texts.join('\n')]);
  return form;
}
