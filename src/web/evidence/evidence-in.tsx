import { RecordLink } from '../parts/record-link.tsx';
import { TextBlock } from '../parts/text.tsx';
import { sourceTitle } from '../source/source-title.ts';
import type { Claim, Evidence, LocatorState, Source } from '../state/schemas.ts';
import { numberWords } from '../time/words.ts';
import { type Checked, locatorOf, passageOf, useChecked } from './checked.ts';
import { fragmentWords } from './fragment-words.ts';

/** The evidence of a claim in one source, and the same passages in the reader's copy once it was checked. */

export const stateWords: Record<LocatorState['state'], string> = {
  anchored: '✓ anchored',
  moved: '↷ moved',
  ambiguous: '≈ ambiguous',
  missing: '✗ not there',
};

const formWords: Record<LocatorState['normalization'][number], string> = {
  byte_order_mark: 'a byte order mark',
  line_ends: 'line ends',
  unicode_form: 'Unicode form',
  spaces: 'kinds of spaces',
  quotes: 'quotation marks',
  plain: 'kinds of spaces or quotation marks',
};

type Props = { claim: Pick<Claim, 'id' | 'evidence'>; sourceId: string; source: Source | undefined };

export function EvidenceIn({ claim, sourceId, source }: Props) {
  const checked = useChecked(sourceId);
  const passages = claim.evidence
    .map((evidence, position) => ({ evidence, position }))
    .filter(({ evidence }) => evidence.sourceId === sourceId);
  return (
    <div class="evidence">
      <RecordLink kind="source" id={sourceId}>
        {source === undefined ? sourceId : sourceTitle(source)}
      </RecordLink>
      <ul>
        {passages.length === 0 && <li>reports the claim; no passage recorded</li>}
        {passages.map(({ evidence, position }) => (
          <li key={position}>
            <Passage
              evidence={evidence}
              lang={source?.lang}
              checked={checked}
              locator={checked && locatorOf(checked, claim.id, position)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

type PassageProps = {
  evidence: Evidence;
  lang: string | null | undefined;
  checked: Checked | undefined;
  locator: LocatorState | undefined;
};

function Passage({ evidence, lang, checked, locator }: PassageProps) {
  const { start, end, fragment, paragraph, quote } = evidence;
  return (
    <>
      {paragraph !== null && `¶ ${paragraph}, `}
      {start === null || end === null ? (
        fragment === null ? (
          'no passage recorded'
        ) : (
          fragmentWords(fragment)
        )
      ) : (
        <>
          characters {numberWords(start)}–{numberWords(end)}
        </>
      )}
      {locator !== undefined && <span class={`tag state ${locator.state}`}>{stateWords[locator.state]}</span>}
      {locator !== undefined && locator.normalization.length > 0 && (
        <small> differs in {locator.normalization.map((form) => formWords[form]).join(', ')}</small>
      )}
      {(checked === undefined || locator === undefined) && quote !== null && (
        <TextBlock as="blockquote" lang={lang}>
          {quote}
        </TextBlock>
      )}
      {checked !== undefined && locator !== undefined && (
        <blockquote dir="auto" lang={lang ?? undefined} class={locator.state}>
          {caveats[locator.state] !== undefined && <small>{caveats[locator.state]} </small>}
          {passageOf(checked, locator) || '(nothing: the text ends before)'}
        </blockquote>
      )}
    </>
  );
}

/** Sentences that say why the passage shown may not be the recorded one. */
const caveats: Partial<Record<LocatorState['state'], string>> = {
  ambiguous: 'Its words stand elsewhere, but nothing tells that they are it. Here your copy has:',
  missing: 'Here your copy has:',
};
