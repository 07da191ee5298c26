import { useEffect } from 'preact/hooks';
import { currentDrawing } from './drawing.ts';
import { type TitleParts, titleOf } from './title.ts';

const parts: TitleParts = { record: '', view: '', site: '' };

/** Sets one part of the page's title while a component is shown. */
export function useTitle(part: keyof TitleParts, words: string): void {
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
