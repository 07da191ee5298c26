/** What is made of many samples. Never the best of them: a median says what to expect, a percentile how bad it gets. */

/** The value below which this share of the samples lies, 0 to 1. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('no samples');
  const sorted = samples.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (samples: readonly number[]) => quantile(samples, 0.5);

/** Three significant digits: more would claim more than a bench can know. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
