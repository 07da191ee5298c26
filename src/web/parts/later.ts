import { useEffect, useState } from 'preact/hooks';

/** Loads a module when a component is first shown. Returns `missing` if it cannot be loaded. */
export function useLater<T>(fetched: () => Promise<T>): T | 'missing' | undefined {
  const [value, setValue] = useState<{ of: T } | 'missing' | undefined>(undefined);
  useEffect(() => {
    fetched().then(
      (of) => setValue({ of }),
      () => setValue('missing'),
    );
  }, []);
  return typeof value === 'object' ? value.of : value;
}
