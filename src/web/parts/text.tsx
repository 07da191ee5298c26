import type { ComponentChildren } from 'preact';

/** Shows texts from data, which may be in any script and of any length. */

type Language = { lang?: string | null | undefined };

/** A text within others. It has its own direction, and leaves the order of the words and brackets beside it alone. */
export function Text({ lang, children }: Language & { children: ComponentChildren }) {
  return (
    <bdi dir="auto" lang={lang ?? undefined}>
      {children}
    </bdi>
  );
}

type Block = Language & {
  as?: 'h2' | 'p' | 'blockquote';
  class?: string;
  children: string;
  /** A longer text, in characters, shows its first lines and "more". */
  most?: number;
  /** Strikes the text through, for a claim that was withdrawn. */
  struck?: boolean;
};

/** A heading or a paragraph from data. The style sheet cuts a long one after a few lines; the page has all of it. */
export function TextBlock({ as: Tag = 'p', class: name, lang, children, most = 400, struck = false }: Block) {
  return (
    <>
      <Tag dir="auto" lang={lang ?? undefined} class={name}>
        {struck ? <s>{children}</s> : children}
      </Tag>
      {children.length > most && <Fold />}
    </>
  );
}

/** Cuts the heading or the paragraph before it after a few lines, until "more" is pressed. */
export function Fold() {
  return (
    <details class="fold">
      <summary>
        <span class="more">more</span>
        <span class="less">less</span>
        <span class="visually-hidden"> of this text</span>
      </summary>
    </details>
  );
}

/** The title of a record. */
export function Title({ lang, children }: Language & { children: string }) {
  return (
    <TextBlock as="h2" lang={lang} most={160}>
      {children}
    </TextBlock>
  );
}
