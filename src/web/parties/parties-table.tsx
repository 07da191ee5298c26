import type { ComponentChildren } from 'preact';
import { DisputeTitle } from '../dispute/dispute-block.tsx';
import { arranged } from '../dispute/sides.ts';
import { EvidenceIn } from '../evidence/evidence-in.tsx';
import { actWords } from '../parts/act-words.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Statement } from '../parts/statement.tsx';
import { Text, TextBlock } from '../parts/text.tsx';
import type { Context } from '../state/records.ts';
import type { Actor, PartyPosition, PositionClaim } from '../state/schemas.ts';
import { countWords, termWords, timeWords } from '../time/words.ts';
import type { Cell, DisputeRow, Row } from './comparison.ts';

/** Tables of statements with a column for each party and the evidence in every cell. */

const positionWords: Record<PartyPosition['position'], string> = {
  affirms: 'affirms',
  denies: 'denies',
  open: 'leaves it open',
  withdrawn: 'has taken it back',
};

type TableProps = {
  caption: string;
  parties: readonly Actor[];
  context: Context;
  here?: string | undefined;
};

/** Rows shown at once; the others are folded. */
const rowsShown = 25;

export function RowsTable({ rows, ...table }: TableProps & { rows: readonly Row[] }) {
  const rest = rows.slice(rowsShown);
  return (
    <div>
      <Rows {...table} rows={rows.slice(0, rowsShown)} />
      {rest.length > 0 && (
        <details class="rest">
          <summary>{countWords(rest.length, 'more statement')}</summary>
          <Rows {...table} rows={rest} />
        </details>
      )}
    </div>
  );
}

function Rows({ rows, ...table }: TableProps & { rows: readonly Row[] }) {
  const { context, here } = table;
  return (
    <Table {...table}>
      {rows.map(({ proposition, cells }) => (
        <TableRow
          key={proposition.key}
          parties={table.parties}
          head={<Statement proposition={proposition} names={context} links here={here} />}
          cells={cells.map((cell, index) => (
            <CellBody key={table.parties[index]?.id} cell={cell} context={context} />
          ))}
        />
      ))}
    </Table>
  );
}

export function DisputesTable({ rows, ...table }: TableProps & { rows: readonly DisputeRow[] }) {
  const { context } = table;
  return (
    <Table {...table}>
      {rows.map(({ dispute, cells }) => {
        const sides = arranged(dispute);
        return (
          <TableRow
            key={dispute.id}
            parties={table.parties}
            head={
              <RecordLink kind="dispute" id={dispute.id}>
                <DisputeTitle dispute={dispute} names={context} />
              </RecordLink>
            }
            cells={cells.map((stands, index) =>
              stands.length === 0 ? (
                <CellBody key={table.parties[index]?.id} cell={undefined} context={context} />
              ) : (
                stands.map(({ proposition, cell }) => (
                  <CellBody
                    key={proposition.key}
                    cell={cell}
                    context={context}
                    value={
                      sides.shared === 'whole' ? undefined : (
                        <Statement
                          proposition={proposition}
                          names={context}
                          part={sides.shared === 'opening' ? 'object' : 'whole'}
                        />
                      )
                    }
                  />
                ))
              ),
            )}
          />
        );
      })}
    </Table>
  );
}

function Table({ caption, parties, children }: TableProps & { children: ComponentChildren }) {
  return (
    <table class="parties-table" data-parties={parties.length}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Statement</th>
          {parties.map(({ id, name }) => (
            <th key={id} scope="col">
              <Text>{name}</Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

type TableRowProps = {
  parties: readonly Actor[];
  head: ComponentChildren;
  cells: readonly ComponentChildren[];
};

function TableRow({ parties, head, cells }: TableRowProps) {
  return (
    <tr>
      <th scope="row" dir="auto">
        {head}
      </th>
      {cells.map((cell, index) => (
        <td key={parties[index]?.id}>
          <span class="party" aria-hidden="true">
            <Text>{parties[index]?.name}</Text>
          </span>
          {cell}
        </td>
      ))}
    </tr>
  );
}

type CellProps = { cell: Cell; context: Context; value?: ComponentChildren };

function CellBody({ cell, context, value }: CellProps) {
  if (cell === undefined) return <span class="tag position silent">silent</span>;
  const { position, claims } = cell;
  return (
    <div class={`party-position ${position}`}>
      <p>
        <span class={`tag position ${position}`}>{positionWords[position]}</span> {value}
      </p>
      {claims.map((claim) => (
        <CellClaim key={claim.claimId} claim={claim} context={context} />
      ))}
    </div>
  );
}

function CellClaim({ claim, context: { sources } }: { claim: PositionClaim; context: Context }) {
  const { claimId, statement, madeAt, certainty, withdrawn, evidence } = claim;
  const sourceIds = [...new Set(evidence.map(({ sourceId }) => sourceId))];
  return (
    <div class={withdrawn ? 'cell-claim withdrawn' : 'cell-claim'}>
      <p>
        <RecordLink kind="claim" id={claimId}>
          {actWords(claim)}
        </RecordLink>
        {madeAt !== null && <small> {timeWords(madeAt)}</small>}
        {certainty !== 'underspecified' && <small> says it is {termWords(certainty)}</small>}
        {withdrawn && <small> taken back</small>}
      </p>
      <TextBlock class="statement" struck={withdrawn}>
        {statement}
      </TextBlock>
      {sourceIds.map((sourceId) => (
        <EvidenceIn
          key={sourceId}
          claim={{ ...claim, id: claim.claimId }}
          sourceId={sourceId}
          source={sources.get(sourceId)}
        />
      ))}
      {sourceIds.length === 0 && <small>no source recorded</small>}
    </div>
  );
}
