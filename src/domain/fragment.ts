/** Checks fragments of sources: what the pattern of a fragment allows, but no source can have. */

/**
 * Returns what is wrong with a fragment such as `t=91,83`, or null. An end must come after the beginning (W3C Media
 * Fragments 1.0 §6.1.1), a region must have a size, in percent it must lie within the picture (§6.1.2), and each
 * dimension stands once.
 */
export function fragmentFault(fragment: string): string | null {
  const parts = fragment.split('&').map((part) => part.split('=') as [name: string, value: string]);
  const names = parts.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `must have ${twice} only once; got ${JSON.stringify(fragment)}`;
  for (const [name, value] of parts) {
    const fault = name === 't' ? timeFault(value) : name === 'xywh' ? regionFault(value) : null;
    if (fault !== null) return `${fault}; got ${JSON.stringify(fragment)}`;
  }
  return null;
}

function timeFault(value: string): string | null {
  const [start = '', end] = value.replace(/^npt:/, '').split(',');
  if (end === undefined || secondsOf(end) > secondsOf(start)) return null;
  return 'must have an end after its beginning, such as t=83,91';
}

/** Reads `1:02:03.5`, `02:03.5` or `3.5`; nothing is 0, where a time without a beginning begins. */
const secondsOf = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

function regionFault(value: string): string | null {
  const [x = 0, y = 0, width = 0, height = 0] = value.replace(/^\w+:/, '').split(',').map(Number);
  if (width === 0 || height === 0) return 'must have a width and a height above 0';
  const isInside = !value.startsWith('percent:') || (x + width <= 100 && y + height <= 100);
  return isInside
    ? null
    : 'must lie within the picture: x plus width, and y plus height, are at most 100 percent';
}
