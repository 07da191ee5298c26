/** The part of a source without text, in words: `t=83,91` is "1:23 to 1:31", `page=12` is "page 12". */
export function fragmentWords(fragment: string): string {
  return fragment.split('&').map(partWords).join(', ');
}

function partWords(part: string): string {
  const [name, value = ''] = part.split('=');
  if (name === 'page') return `page ${value}`;
  if (name === 'xywh') return `a region of the picture (${value})`;
  const [start = '', end] = value.replace('npt:', '').split(',').map(clockWords);
  if (end === undefined) return `from ${start}`;
  return start === '' ? `until ${end}` : `${start} to ${end}`;
}

/** A moment that is written in seconds, by the clock; one that is written by the clock stays. */
function clockWords(moment: string): string {
  if (moment === '' || moment.includes(':')) return moment;
  const seconds = Number(moment);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = (seconds % 60)
    .toFixed(moment.includes('.') ? 1 : 0)
    .padStart(moment.includes('.') ? 4 : 2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}
