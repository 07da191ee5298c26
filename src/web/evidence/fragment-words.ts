/** Returns a fragment of a source in words: "1:23 to 1:31" for `t=83,91`, "page 12" for `page=12`. */
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

/** Returns `1:23` for a moment written in seconds, such as `83`. One written as a clock time stays as it is. */
function clockWords(moment: string): string {
  if (moment === '' || moment.includes(':')) return moment;
  const seconds = Number(moment);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = (seconds % 60)
    .toFixed(moment.includes('.') ? 1 : 0)
    .padStart(moment.includes('.') ? 4 : 2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}
