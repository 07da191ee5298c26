import { useEffect } from 'preact/hooks';
import { currentDrawing } from './drawing.ts';
import { titleOf } from './title.ts';

const parts = { record: '', view: '', site: '' };

/** Sets one part of the page's title while a component is shown. */
export function useTitle(part: keyof typeof parts, words: string): void {
  const drawing = currentDrawing();
  if (drawing !== undefined) drawing.title[part] = words;
  useEffect(() => {
    parts[part] = words;
    document.title = titleOf(parts);
    return () => {
      parts[part] = '';
      document.title = titleOf(parts);
    };
  }, [part, words]);
}

/** Says what the page is about, in the head of the page that the server draws. No browser needs it. */
export function tellAbout(words: string | null | undefined): void {
  const drawing = currentDrawing();
  if (drawing !== undefined) drawing.title.about = words ?? '';
}
