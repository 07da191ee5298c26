import { useState } from 'preact/hooks';
import { Text } from '../parts/text.tsx';
import { countWords, termWords } from '../time/words.ts';
import { ClaimCard } from './claim-card.tsx';
import type { Dossier } from './event-data.ts';
import { type Row, rowsOf, type Side, sides } from './matrix.ts';

/** Who says what: propositions as rows, the sides on them side by side, what is contested first. */

const headings: Record<Side, string> = { positive: 'Asserts', negative: 'Denies', unknown: 'Leaves open' };
const calmShown = 8;

export function ClaimsMatrix(dossier: Dossier) {
  const [all, setAll] = useState(false);
  const { propositions, claims, opposed, whole } = dossier;
  if (propositions.length === 0) return <p class="nothing">Nobody has claimed anything about it yet.</p>;
  const rows = rowsOf(propositions, claims, opposed);
  const contested = rows.filter(({ proposition }) => proposition.contested);
  const calm = rows.filter(({ proposition }) => !proposition.contested);
  const shown = all ? calm : calm.slice(0, calmShown);
  return (
    <section class="claims" aria-labelledby="claims-heading">
      <h3 id="claims-heading">Who says what</h3>
      <p class="why">
        {countWords(claims.length, 'claim')} on {countWords(rows.length, 'proposition')},{' '}
        {contested.length === 0 ? 'none contested' : `${contested.length} contested`}
        {!whole && '; these are the first ones'}
      </p>
      {contested.length > 0 && <Rows rows={contested} dossier={dossier} caption="Contested" />}
      {shown.length > 0 && (
        <Rows rows={shown} dossier={dossier} caption={contested.length > 0 ? 'Not contested' : 'Claims'} />
      )}
      {shown.length < calm.length && (
        <button type="button" class="quiet more" onClick={() => setAll(true)}>
          Show {calm.length - shown.length} more that nobody disputes
        </button>
      )}
    </section>
  );
}

function Rows({ rows, dossier, caption }: { rows: Row[]; dossier: Dossier; caption: string }) {
  return (
    <table class="matrix">
      <caption>{caption}</caption>
      <colgroup>
        {sides.map((side) => (
          <col key={side} class={rows.some(({ claims }) => claims[side].length > 0) ? side : 'nobody'} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {sides.map((side) => (
            <th key={side} scope="col" class={side}>
              {headings[side]}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <PropositionRow key={row.proposition.key} row={row} dossier={dossier} />
      ))}
    </table>
  );
}

function PropositionRow({ row, dossier }: { row: Row; dossier: Dossier }) {
  const { proposition, claims, opposes } = row;
  const [subject = '', predicate = '', ...object] = proposition.text.split(' · ');
  return (
    <tbody id={`proposition-${proposition.key}`} class={proposition.contested ? 'contested' : undefined}>
      <tr>
        <th class="proposition" colSpan={3} scope="rowgroup">
          <Text>{subject}</Text> <em>{predicate}</em> <Text>{object.join(' · ')}</Text>
          {opposes.length > 0 && (
            <span class="opposes">
              ⇄ cannot be so together with{' '}
              {opposes.map((other, index) => (
                <span key={other.key}>
                  {index > 0 && '; '}
                  <a href={`#proposition-${other.key}`} onClick={(event) => show(event, other.key)}>
                    <Text>{other.text.replaceAll(' · ', ' ')}</Text>
                  </a>
                </span>
              ))}
            </span>
          )}
          {proposition.contested && opposes.length === 0 && (
            <span class="opposes">⇄ {proposition.disputes.map(termWords).join(', ')}</span>
          )}
        </th>
      </tr>
      <tr class="cells">
        {sides.map((side) => (
          <td
            key={side}
            class={`${side} ${claims[side].length === 0 ? 'nobody' : ''}`}
            data-heading={headings[side]}
          >
            {claims[side].map((claim) => (
              <ClaimCard key={claim.id} claim={claim} actors={dossier.actors} sources={dossier.sources} />
            ))}
            {claims[side].length === 0 && <small>nobody</small>}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

/** Goes to another row without a step of history: the URL says what is shown, not where one has scrolled to. */
function show(event: MouseEvent, key: string) {
  event.preventDefault();
  const row = document.getElementById(`proposition-${key}`);
  row?.scrollIntoView({ block: 'center' });
  row?.classList.add('pointed-at');
  setTimeout(() => row?.classList.remove('pointed-at'), 1_500);
}
