import type { Actor } from '../state/schemas.ts';

/** The identifiers of a record in other registers, as a row of its facts. */
export function ExternalIds({ externalIds }: Pick<Actor, 'externalIds'>) {
  if (externalIds.length === 0) return null;
  return (
    <>
      <dt>Elsewhere</dt>
      <dd>{externalIds.map(({ scheme, id }) => `${scheme}: ${id}`).join(', ')}</dd>
    </>
  );
}
