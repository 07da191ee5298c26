import type { ComponentChildren } from 'preact';
import { Text } from '../parts/text.tsx';
import type { Dataset } from '../state/schemas.ts';
import { termWords } from '../time/words.ts';

/** The predicates and subtypes that a dataset declares. */
export function Declared({ dataset: { predicates, subtypes, lang } }: { dataset: Dataset }) {
  if (predicates.length === 0 && subtypes.length === 0) return null;
  return (
    <section class="declared" aria-labelledby="declared-heading">
      <h3 id="declared-heading">Words of this dataset</h3>
      {predicates.length > 0 && (
        <>
          <h4>Predicates</h4>
          <ul class="plain">
            {predicates.map(({ id, label, description, subjects, objects, unit, functional }) => (
              <li key={id}>
                <Word lang={lang} label={label.many} description={description}>
                  {subjects.map(termWords).join(' or ')} → {objects.map(termWords).join(' or ')}
                  {unit !== null && `, in ${termWords(unit)}`}
                  {functional && ', only one value can be true'}
                </Word>
              </li>
            ))}
          </ul>
        </>
      )}
      {subtypes.length > 0 && (
        <>
          <h4>Subtypes</h4>
          <ul class="plain">
            {subtypes.map(({ id, kind, label, description }) => (
              <li key={id}>
                <Word lang={lang} label={label.one} description={description}>
                  of {kind === 'event' ? 'events' : 'actors'}
                </Word>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type WordProps = {
  lang: string | null;
  label: string;
  description: string | null;
  children: ComponentChildren;
};

function Word({ lang, label, description, children }: WordProps) {
  return (
    <>
      <strong>
        <Text lang={lang}>{label}</Text>
      </strong>{' '}
      <small>{children}</small>
      {description !== null && (
        <p class="why" dir="auto" lang={lang ?? undefined}>
          {description}
        </p>
      )}
    </>
  );
}
