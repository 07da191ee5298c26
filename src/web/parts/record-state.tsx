import type { ComponentChildren } from 'preact';
import type { Resource } from '../state/resource.ts';
import { tellAbout, useTitle } from '../state/use-title.ts';
import { Failed } from './states.tsx';

type Props<T> = {
  resource: Resource<T>;
  kind: string;
  /** Name of the record in the title of the page. */
  title: (value: T) => string;
  /** A sentence about the record, where it has one. */
  about?: (value: T) => string | null;
  children: (value: T) => ComponentChildren;
};

/** Shows a record once it has loaded; until then, grey lines in its place. */
export function RecordState<T>({ resource, kind, title, about, children }: Props<T>) {
  const { value, failure, waiting, retry } = resource;
  useTitle(
    'record',
    failure?.title ??
      (value === undefined ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : title(value)),
  );
  tellAbout(value === undefined ? undefined : about?.(value));
  if (failure !== undefined) return <Failed failure={failure} retry={retry} />;
  if (value !== undefined) return <>{children(value)}</>;
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">Loading the {kind}.</span>
      <i />
      <i />
      <i />
      <i />
      {waiting === 'slow' && <p>The server is taking its time…</p>}
    </div>
  );
}
