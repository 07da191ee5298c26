import { useEffect, useState } from 'preact/hooks';

/** Something that is fetched once it is needed; `missing` where it could not be. */
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
