import type { Actor } from '../state/schemas.ts';
import { Text } from './text.tsx';

/** The identifiers of a record in other registers, as a row of its facts. */

type Register = { name: string; page?: (id: string) => string };

/** Registers by their scheme, with the page of an identifier where the register has one. */
const registers = new Map<string, Register>([
  ['wikidata', { name: 'Wikidata', page: (id) => `https://www.wikidata.org/wiki/${id}` }],
  ['doi', { name: 'DOI', page: (id) => `https://doi.org/${id}` }],
  ['geonames', { name: 'GeoNames', page: (id) => `https://www.geonames.org/${id}` }],
  ['viaf', { name: 'VIAF', page: (id) => `https://viaf.org/viaf/${id}` }],
  ['isni', { name: 'ISNI', page: (id) => `https://isni.org/isni/${id}` }],
  ['orcid', { name: 'ORCID', page: (id) => `https://orcid.org/${id}` }],
  ['ror', { name: 'ROR', page: (id) => `https://ror.org/${id}` }],
  ['acled', { name: 'ACLED' }],
  ['ucdp', { name: 'UCDP' }],
  ['gtd', { name: 'Global Terrorism Database' }],
  ['isbn', { name: 'ISBN' }],
  ['lei', { name: 'LEI' }],
]);

export function ExternalIds({ externalIds }: Pick<Actor, 'externalIds'>) {
  if (externalIds.length === 0) return null;
  return (
    <>
      <dt>Elsewhere</dt>
      <dd>
        <ul class="plain">
          {externalIds.map(({ scheme, id }) => (
            <li key={`${scheme} ${id}`}>
              {registers.get(scheme)?.name ?? scheme} <Identifier scheme={scheme} id={id} />
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

function Identifier({ scheme, id }: { scheme: string; id: string }) {
  const page = registers.get(scheme)?.page;
  if (page === undefined) return <Text>{id}</Text>;
  // An identifier may hold anything; the slash of a DOI may stand in a path (RFC 3986 §3.3).
  return (
    <a href={page(encodeURIComponent(id).replaceAll('%2F', '/'))} rel="noreferrer noopener external">
      <Text>{id}</Text>
    </a>
  );
}
