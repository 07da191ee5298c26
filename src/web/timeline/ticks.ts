import { scaleUtc } from 'd3-scale';
import { yearStart } from '../time/bounds.ts';
import { civilOf, secondsPerDay, secondsPerYear } from '../time/civil.ts';
import { type DateForm, dateWords } from '../time/dates.ts';
import type { Scale } from './view.ts';

/** Picks round times for an axis, and labels them in the reader's locale. */

const day = secondsPerDay;

/**
 * Label formats of ticks that lie less than `below` seconds apart: `alone` for the whole date, or `tick` with the part
 * that ticks have in common above them, in the format `context`.
 */
type Level = { below: number; alone: DateForm; tick: DateForm; context?: DateForm };
const levels: readonly Level[] = [
  { below: 0.9 * day, alone: 'minute', tick: 'clock', context: 'longDay' },
  { below: 27 * day, alone: 'day', tick: 'dayOfYear', context: 'year' },
  { below: 360 * day, alone: 'shortMonth', tick: 'monthAlone', context: 'year' },
];
const years: Level = { below: Number.POSITIVE_INFINITY, alone: 'year', tick: 'year' };

export type Tick = { at: number; x: number; words: string };
/** Ticks, and above them their common year or day. */
export type Axis = { ticks: Tick[]; contexts: Tick[] };

type Measure = (words: string) => number;

/** Returns the axis of the drawing. Labels begin at their ticks, do not overlap and stay in view. */
export function axisOf(scale: Scale, measure: Measure, bold: Measure): Axis {
  const { places, level } = placesOf(scale, 100);
  const ticks = apart(labelled(places, scale, level.tick), scale, measure, 'start');
  const { context } = level;
  if (context === undefined) return { ticks, contexts: [] };
  const changes = labelled(places, scale, context).filter(
    ({ words }, index, all) => words !== all[index - 1]?.words,
  );
  // The first label marks no change of year or day. It is dropped if the next one would overlap it.
  const [first, second] = changes;
  if (first !== undefined && second !== undefined && first.x + bold(first.words) + room > second.x)
    changes.shift();
  return { ticks, contexts: apart(changes, scale, bold, 'start') };
}

/** Returns the labels of the strip, each a whole date centred below its tick. */
export function stripTicks(scale: Scale, measure: Measure): Tick[] {
  const { places, level } = placesOf(scale, 120);
  return apart(labelled(places, scale, level.alone), scale, measure, 'middle');
}

const room = 10;
const inset = 5;

const labelled = (places: readonly number[], scale: Scale, form: DateForm): Tick[] =>
  places.map((at) => ({ at, x: scale.x(at), words: dateWords(at, form) }));

/** Drops labels that would overlap, leave the view, or repeat the one before. */
function apart(
  ticks: readonly Tick[],
  { width }: Scale,
  measure: Measure,
  anchor: 'start' | 'middle',
): Tick[] {
  let free = Number.NEGATIVE_INFINITY;
  let before = '';
  return ticks.filter(({ x, words }) => {
    const wide = measure(words);
    const left = anchor === 'start' ? x + inset : x - wide / 2;
    if (left < Math.max(free, 0) || left + wide > width || words === before) return false;
    free = left + wide + room;
    before = words;
    return true;
  });
}

/** Picks round times in view, about one every `gap` pixels, and their label formats. */
function placesOf({ view, width }: Scale, gap: number): { places: number[]; level: Level } {
  const wanted = Math.max(2, width / gap);
  const length = view.end - view.start;
  if (length / wanted > 0.75 * secondsPerYear)
    return { places: roundYears(view, length / wanted), level: years };
  const scale = scaleUtc().domain([new Date(view.start * 1_000), new Date(view.end * 1_000)]);
  // A small number of ticks may lie so far apart that none is in view.
  const found = [wanted, wanted * 2, wanted * 4]
    .map((count) => scale.ticks(count))
    .find((ticks) => ticks.length > 1);
  const places = (found ?? []).map((date) => date.getTime() / 1_000);
  const step = Math.min(...places.slice(1).map((place, index) => place - (places[index] ?? 0)));
  return { places, level: levels.find(({ below }) => step < below) ?? years };
}

/** Returns years that are round as people count them: 500 BCE, 1 CE, 500 CE. There is no year 0 between the eras. */
function roundYears({ start, end }: { start: number; end: number }, least: number): number[] {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, least / secondsPerYear)));
  const step =
    [1, 2, 5, 10].map((times) => times * unit).find((each) => each * secondsPerYear >= least * 0.75) ?? unit;
  const [first, last] = [start, end].map((seconds) => civilOf(Math.floor(seconds / day)).year);
  const places: number[] = [];
  for (let count = Math.floor(((first ?? 0) - 1) / step); count * step <= (last ?? 0) + 1; count += 1) {
    const counted = count * step;
    if (counted === 0 && step === 1) continue;
    const year = counted > 0 ? counted : counted < 0 ? counted + 1 : 1;
    const place = yearStart(year);
    if (place >= start && place <= end) places.push(place);
  }
  return places;
}
