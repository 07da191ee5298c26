import { useState } from 'preact/hooks';
import { useAction } from '../parts/action.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Text } from '../parts/text.tsx';
import { sourceTitle } from '../source/source-title.ts';
import type { Claim, Source } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { checkCopy, useChecked } from './checked.ts';
import { stateWords } from './evidence-in.tsx';

/** "Check against my copy": for each source with located evidence, a zone to drop its text on. */
export function CheckEvidence({
  sources,
  claims,
}: {
  sources: readonly Source[];
  claims: readonly Pick<Claim, 'evidence'>[];
}) {
  const cited = sources.filter(({ id }) =>
    claims.some(({ evidence }) =>
      evidence.some(({ sourceId, state }) => sourceId === id && state === 'located'),
    ),
  );
  if (cited.length === 0) return null;
  return (
    <section class="check" aria-labelledby="check-heading">
      <h3 id="check-heading">Check against my copy</h3>
      <p class="why">
        Sources are not stored here. Give the text of one as you have it, and every passage says whether it
        stands in it. The text stays in your browser.
      </p>
      {cited.map((source) => (
        <DropZone key={source.id} source={source} />
      ))}
    </section>
  );
}

export function DropZone({ source }: { source: Source }) {
  const [over, setOver] = useState(false);
  const check = useAction((file: File) => checkCopy(source.id, file));
  const take = (file: File | undefined) => file && check.run(file);
  return (
    <fieldset
      class="drop"
      aria-label={`Copy of ${sourceTitle(source)}`}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <RecordLink kind="source" id={source.id}>
        {sourceTitle(source)}
      </RecordLink>
      <label class="file">
        <input
          type="file"
          accept="text/plain,.txt,.md"
          onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
        />
        <span>Choose its text file</span>
      </label>
      <span class="or">or drop it here</span>
      <Pasted onText={(text) => take(new File([text], 'Pasted text'))} />
      <div role="status">
        {check.busy && 'Checking…'}
        {check.wrong !== undefined && <span class="wrong">{check.wrong}</span>}
        {!check.busy && check.wrong === undefined && <Outcome sourceId={source.id} />}
      </div>
    </fieldset>
  );
}

/** A field to paste the text of a source into. */
function Pasted({ onText }: { onText: (text: string) => void }) {
  return (
    <details class="pasted">
      <summary>Paste its text</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onText(String(new FormData(event.currentTarget).get('text') ?? ''));
        }}
      >
        <textarea name="text" rows={6} aria-label="Text of the source" required />
        <button type="submit">Look in this text</button>
      </form>
    </details>
  );
}

function Outcome({ sourceId }: { sourceId: string }) {
  const checked = useChecked(sourceId);
  if (checked === undefined) return null;
  const { counts, sameContent } = checked.verification;
  const states = (['anchored', 'moved', 'ambiguous', 'missing'] as const).filter(
    (state) => counts[state] > 0,
  );
  return (
    <p class="outcome">
      <Text>{checked.name}</Text>: {countWords(checked.verification.locators.length, 'passage')}:{' '}
      {states.map((state) => (
        <span key={state} class={`tag state ${state}`}>
          {counts[state]} {stateWords[state]}
        </span>
      ))}
      {sameContent === true && ' It is the very text that was recorded.'}
      {sameContent === false && ' It is not the very text that was recorded.'}
    </p>
  );
}
