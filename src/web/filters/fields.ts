import { useEffect, useRef } from 'preact/hooks';

/** A form whose fields follow what the URL says, and keep what is typed, and the focus, until then. */
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
