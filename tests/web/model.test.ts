import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Actor } from '../../src/domain/actor.ts';
import { resolveTime, timeKeys } from '../../src/domain/time/fuzzy-time.ts';
import { treeOf } from '../../src/web/actor/tree.ts';
import { areaWords, boxOf, boxText, frameOf } from '../../src/web/filters/box.ts';
import { addressPath, parseAddress, without } from '../../src/web/state/address.ts';
import type { Event } from '../../src/web/state/schemas.ts';
import { titleOf, viewWords } from '../../src/web/state/title.ts';
import { boundSpan, spanOf, windowText, yearStart } from '../../src/web/time/bounds.ts';
import { civilOf, dayNumber, dayText } from '../../src/web/time/civil.ts';
import { setLocale } from '../../src/web/time/locale.ts';
import { rangeWords, timeWords, windowWords } from '../../src/web/time/words.ts';
import { choiceOf } from '../../src/web/timeline/choice.ts';
import { cutTo } from '../../src/web/timeline/cut.ts';
import { lanesOf } from '../../src/web/timeline/lanes.ts';
import { shapeOf } from '../../src/web/timeline/shape.ts';
import { axisOf, stripTicks } from '../../src/web/timeline/ticks.ts';
import { clampView, cutView, limitsOf, scaleOf, viewAfter } from '../../src/web/timeline/view.ts';

/** The parts of the explorer that are reckoning, without a browser. */

describe('a time in words', () => {
  afterEach(() => setLocale([]));

  it.each([
    ['2024', '2024'],
    ['2024-01', 'January 2024'],
    ['2024-03-22', 'Mar 22, 2024'],
    ['2024-01-2X', 'a day from 20 to 29 January 2024'],
    ['2024-01-XX', 'an unknown day in January 2024'],
    ['2019/2021', '2019 – 2021'],
    ['2019-11/2021', 'November 2019 – 2021'],
    ['[2024-02-11..2024-02-20]', 'one day of Feb 11 – 20, 2024'],
    ['[..1990]', 'some time until 1990'],
    ['1990/..', 'from 1990 on'],
    ['/1990-03', 'from an unknown date until March 1990'],
    ['1984~', 'about 1984'],
    ['2024-21~', 'about spring 2024'],
    ['-2744-05-25', 'May 25, 2745 BCE'],
    ['0000', '1 BCE'],
    ['0001', '1 CE'],
    ['-0043~', 'about 44 BCE'],
    ['[-0500..-0490]', 'one year of 501 – 491 BCE'],
    ['-0500/0010', '501 BCE – 10 CE'],
    ['0079-08-24T13:00Z', 'Aug 24, 79 CE, 01:00 PM UTC'],
    ['Y-170000002', '170,000,003 BCE'],
  ])('%s is %s', (edtf, words) => {
    setLocale(['en-US']);
    expect(timeWords(resolveTime({ edtf })).replaceAll(/[\u2009\u202f]/g, ' ')).toBe(words);
  });

  it.each([
    ['de', '-2744-05-25', '25. Mai 2745 v. Chr.'],
    ['uk', '-0499', '500 до н. е.'],
    ['zh', '-2744-05-25', '公元前2745年5月25日'],
    ['fa', '2024', '۲۰۲۴'],
    ['no such tag', '0000', '1 BCE'],
  ])('for %s: %s is %s', (locale, edtf, words) => {
    setLocale([locale, 'en']);
    expect(timeWords(resolveTime({ edtf }))).toContain(words);
  });

  it('says the same years in a range of the API, a window, and on the axis, around the change of era', () => {
    setLocale(['en-GB']);
    const view = { start: yearStart(-2_744), end: yearStart(1_001) };
    const range = rangeWords('-2744-01-01', '1000-12-31');
    expect(range.replaceAll(/\s/g, ' ')).toBe('2745 BCE – 1000 CE');
    expect(windowWords(view)).toBe(range);
    const measure = (words: string) => words.length * 7;
    const { ticks } = axisOf(scaleOf(view, 900), measure, measure);
    expect(ticks.map(({ words }) => words)).toEqual([
      '2500 BCE',
      '2000 BCE',
      '1500 BCE',
      '1000 BCE',
      '500 BCE',
      '1 CE',
      '500',
    ]);
  });
});

it('labels of an axis stay in view, apart from each other, and are different', () => {
  const start = fc.integer({ min: -200_000_000_000, max: 60_000_000_000 });
  const length = fc.double({ min: Math.log(600), max: Math.log(4e11), noNaN: true });
  fc.assert(
    fc.property(start, length, fc.integer({ min: 200, max: 1_500 }), (from, log, width) => {
      const scale = scaleOf({ start: from, end: from + Math.exp(log) }, width);
      const measure = (words: string) => words.length * 7;
      const { ticks, contexts } = axisOf(scale, measure, measure);
      for (const labels of [ticks, contexts, stripTicks(scale, measure)]) {
        for (const [index, { x, words }] of labels.entries()) {
          const next = labels[index + 1];
          expect(words).not.toBe(next?.words);
          if (next !== undefined)
            expect(x).toBeLessThan(next.x - Math.min(measure(words), measure(next.words)));
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
        }
      }
    }),
  );
});

describe('the axis', () => {
  it('has every day where the calendar has it', () => {
    expect(dayNumber({ year: 1970, month: 1, day: 1 })).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: -90_000_000, max: 90_000_000 }), (days) => {
        expect(dayNumber(civilOf(days))).toBe(days);
        const span = boundSpan(dayText(days));
        expect(span).toEqual({ start: days * 86_400, end: (days + 1) * 86_400 });
      }),
    );
  });

  it.each([
    ['2024-03-22', undefined],
    ['2024-03-22', 'Europe/Moscow'],
    ['2024-03-31', 'Europe/Berlin'],
    ['2024-03-22T19:58', 'Europe/Moscow'],
    ['2024-05-31T23:30:00-05:00', undefined],
    ['1990/..', undefined],
    ['/2000', undefined],
    ['-0044-03-15', undefined],
    ['1703-05-27', 'Europe/Moscow'],
  ])('has %s in %s where the server indexes it', (edtf, timeZone) => {
    const input = { edtf, ...(timeZone === undefined ? {} : { timeZone }) };
    const { start, end } = timeKeys(input);
    const span = spanOf(resolveTime(input));
    // Before the zones of railways, the drawing takes a local day as one of UTC.
    const slack = edtf.startsWith('1703') ? 3 * 3_600 : 0;
    expect(Math.abs(span.start - (start ?? -Infinity)) || 0).toBeLessThanOrEqual(slack);
    expect(Math.abs(span.end - ((end ?? Infinity) + 1)) || 0).toBeLessThanOrEqual(slack);
  });

  it('writes a window so that it is read back as the same, to a year, a day or a minute', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -600_000_000_000, max: 600_000_000_000 }),
        fc.integer({ min: 600, max: 4_000_000_000 }),
        (start, length) => {
          const { from, to } = windowText({ start, end: start + length });
          const isFar = from.startsWith('Y') || to.startsWith('Y');
          const slack = isFar ? 367 * 86_400 : length >= 3 * 86_400 ? 43_200 : 60;
          expect(Math.abs((boundSpan(from)?.start ?? 0) - start)).toBeLessThanOrEqual(slack);
          const rest = to.includes('T') ? 59 : 0;
          expect(Math.abs((boundSpan(to)?.end ?? 0) + rest - start - length)).toBeLessThanOrEqual(slack);
        },
      ),
    );
  });
});

it('what overlaps lies in different lanes, and a lane is used again once it is free', () => {
  const box = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 80 }));
  fc.assert(
    fc.property(fc.array(box, { maxLength: 60 }), (given) => {
      const boxes = given
        .map(([left, width]) => ({ left, right: left + width }))
        .sort((a, b) => a.left - b.left);
      const lanes = lanesOf(boxes, 4);
      for (const [i, a] of boxes.entries()) {
        for (const [j, b] of boxes.entries()) {
          if (i < j && lanes[i] === lanes[j]) expect(a.right + 4).toBeLessThanOrEqual(b.left);
        }
      }
    }),
  );
  expect(
    lanesOf(
      [
        { left: 0, right: 10 },
        { left: 5, right: 20 },
        { left: 30, right: 40 },
      ],
      4,
    ),
  ).toEqual([0, 1, 0]);
});

it('of a crowded view are drawn those no longer than it, then what begins in it, then the shortest', () => {
  const timed = (edtf: string) => ({ id: edtf, time: resolveTime({ edtf }) }) as Event;
  const day = (date: string) => boundSpan(date)?.start ?? 0;
  const view = { start: day('2020-02-01'), end: day('2020-02-11') };
  const years = Array.from({ length: 40 }, (_, year) => timed(`${1970 + year}/2025`));
  const given = [...years, ...['2020', '2020-02-04/..', '2020-02', '2020-02-03', '/2020-02-05'].map(timed)];
  const { within, longer } = choiceOf(given, view, 300);
  expect(within.map(({ id }) => id)).toEqual(['2020-02-03']);
  expect(longer.slice(0, 4).map(({ id }) => id)).toEqual(['2020-02-04/..', '2020-02', '2020', '2009/2025']);
  expect(longer).toHaveLength(24);
});

it('a text is cut between letters as people read them, and only if it does not fit', () => {
  const letters = ['a', 'ё', 'й', '界', '👩‍👩‍👧', '🇺🇦', 'ב', 'كّ', ' '];
  const measure = (text: string) => text.length;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 40 }), fc.nat(60), (parts, most) => {
      const text = parts.join('');
      const cut = cutTo(text, most, measure);
      const starts = parts.map((_, count) => `${parts.slice(0, count).join('').trimEnd()}…`);
      expect(text.length <= most ? [text] : ['', ...starts]).toContain(cut);
      expect(cut.length).toBeLessThanOrEqual(most);
    }),
  );
});

it('under fingers that spread or close, each time stays where it is held', () => {
  const x = fc.integer({ min: 0, max: 390 });
  fc.assert(
    fc.property(fc.tuple(x, x, x, x), ([a, b, c, d]) => {
      fc.pre(Math.abs(a - b) > 20 && Math.abs(c - d) > 20 && a < b === c < d);
      const view = { start: 0, end: 1_000_000 };
      const points = (xs: number[]) => xs.map((each) => ({ x: each, y: 0 }));
      const after = scaleOf(viewAfter({ view, points: points([a, b]) }, points([c, d]), 390), 390);
      const before = scaleOf(view, 390);
      expect(after.at(c)).toBeCloseTo(before.at(a), 3);
      expect(after.at(d)).toBeCloseTo(before.at(b), 3);
    }),
  );
});

it('a window is cut to around the data, and moves stay there', () => {
  const extent = { start: yearStart(2_020), end: yearStart(2_030) };
  const limits = limitsOf(extent);
  expect([limits.start, limits.end]).toEqual([
    yearStart(2_020) - extent.end + extent.start,
    yearStart(2_030) + extent.end - extent.start,
  ]);
  expect(cutView({ start: yearStart(-9_999), end: yearStart(9_999) }, limits)).toEqual(limits);
  const apart = { start: yearStart(1_900), end: yearStart(1_910) };
  expect(cutView(apart, limits)).toEqual(apart);
  const end = fc.integer({ min: -1e13, max: 1e13 });
  fc.assert(
    fc.property(end, end, (a, b) => {
      const view = clampView({ start: Math.min(a, b), end: Math.max(a, b) }, limits);
      expect(view.start).toBeGreaterThanOrEqual(limits.start);
      expect(view.end).toBeLessThanOrEqual(limits.end + 1e-3);
      expect(view.end - view.start).toBeGreaterThanOrEqual(599);
    }),
  );
});

describe('a time is drawn', () => {
  it.each([
    ['2024-03-22T19:58:59Z', 'point', 'firm', 'firm'],
    ['2024-03-22', 'within', 'bracket', 'bracket'],
    ['2024-03-22/2024-03-28', 'solid', 'firm', 'firm'],
    ['[2024-02-11..2024-02-20]', 'within', 'bracket', 'bracket'],
    ['1984~', 'within', 'soft', 'soft'],
    ['1984?/1990', 'solid', 'soft', 'soft'],
    ['1990/..', 'solid', 'firm', 'open'],
    ['/2024-03-22', 'solid', 'unknown', 'firm'],
    ['{1990,1992}', 'several', 'firm', 'firm'],
  ])('%s as %s, %s to %s', (edtf, fill, start, end) => {
    expect(shapeOf(resolveTime({ edtf }))).toMatchObject({ fill, start, end });
  });
});

describe('an address', () => {
  it.each([
    '/',
    '/?q=gas+leak&from=2024-02&to=2024-03-22T10:00Z&match=certain&type=attack&type=trial&actorId=isis&contested=false',
    '/?bbox=1,2,3,4&event=oslo',
    '/?bbox=170.25,-30,-150,-10',
    '/?actor=navy&beside=ministry',
    '/?parties=navy,ministry&event=oslo',
    '/?datasetId=harbour&parties=navy,ministry',
    '/?show=map',
  ])('%s says the same when it is written again', (path) => {
    const { address, faults } = parseAddress(path.slice(1));
    expect(faults).toEqual([]);
    expect(addressPath(address).slice(1)).toBe(path);
    expect(parseAddress(addressPath(address).slice(2)).address).toEqual(address);
  });

  it('takes `on` as a window', () => {
    expect(parseAddress('?on=2024-03').address).toMatchObject({ from: '2024-03', to: '2024-03' });
  });

  it.each([
    ['?match=perhaps', 'match', 'match must be possible or certain; got "perhaps".'],
    ['?contested=maybe', 'contested', 'contested must be true or false; got "maybe".'],
    ['?show=moon', 'show', 'show must be map; got "moon".'],
    ['?limit=5', 'limit', 'The explorer has no parameter "limit".'],
    ['?q=a&q=b', 'q', 'q is given more than once; the first one is used.'],
    ['?actor=navy&event=oslo', 'actor', 'Only one thing opens beside the timeline: actor is left out.'],
  ])('%s has a fault in words, and the rest holds', (search, parameter, detail) => {
    const { address, faults } = parseAddress(`${search}&type=attack`);
    expect(faults).toMatchObject([{ parameter, detail }]);
    expect(address.filters.type).toEqual(['attack']);
    expect(parseAddress(addressPath(address).slice(2)).faults).toEqual([]);
  });

  it('leaves the parameters of trackers alone', () => {
    expect(parseAddress('?utm_source=x&fbclid=y')).toMatchObject({ faults: [], address: { open: null } });
  });

  it('is kept without what the API refuses', () => {
    const { address } = parseAddress('?from=abc&to=2024&datasetId=a&datasetId=b&type=x&q=ferry&event=oslo');
    const kept = without(address, [
      { parameter: 'from' },
      { parameter: 'datasetId', value: 'a' },
      { parameter: 'type' },
    ]);
    expect(addressPath(kept)).toBe('./?q=ferry&to=2024&datasetId=b&event=oslo');
  });
});

describe('the title of the page', () => {
  it('is the record that is open, else the view, and then the dataset', () => {
    const site = 'Crocus';
    expect(titleOf({ record: 'Attack', view: '2024', site })).toBe('Attack · Crocus · Claimline');
    expect(titleOf({ record: '', view: '2024', site })).toBe('2024 · Crocus · Claimline');
    expect(titleOf({ record: '', view: '', site: '' })).toBe('Claimline');
  });

  it('says the window and the filters of a view', () => {
    const words = (search: string) => viewWords(parseAddress(search).address);
    expect(words('')).toBe('');
    expect(words('?on=2024-03&contested=true&type=diplomatic_act')).toBe(
      '2024-03, diplomatic act, contested',
    );
    expect(words('?from=2024-03-01&to=2024-03-31&match=certain&q=gas')).toBe('March 2024, certainly, “gas”');
  });
});

describe('an area', () => {
  const degrees = (most: number) => fc.integer({ min: -most * 100, max: most * 100 }).map((n) => n / 100);
  const sorted = (most: number) =>
    fc.tuple(degrees(most), degrees(most)).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [number, number]);

  it('lies whole in the map that shows it, which is twice as wide as high and on the globe', () => {
    fc.assert(
      fc.property(sorted(180), sorted(90), ([west, east], [south, north]) => {
        const box = { west, south, east, north };
        expect(boxOf(boxText(box))).toEqual(box);
        const frame = frameOf(box);
        expect(frame.west).toBeLessThanOrEqual(west + 1e-9);
        expect(frame.east).toBeGreaterThanOrEqual(east - 1e-9);
        expect(frame.south).toBeLessThanOrEqual(south + 1e-9);
        expect(frame.north).toBeGreaterThanOrEqual(north - 1e-9);
        expect(frame.east - frame.west).toBeCloseTo(2 * (frame.north - frame.south));
        expect(frame.west).toBeGreaterThanOrEqual(-180 - 1e-9);
        expect(frame.north).toBeLessThanOrEqual(90 + 1e-9);
      }),
    );
  });

  it.each(['', '1,2,3', '1,2,3,', '1,2,3,x', '1,2,3,4,5'])('is not %j', (text) => {
    expect(boxOf(text)).toBeUndefined();
  });

  it('is told in words', () => {
    expect(areaWords('170,-30,-150,-10')).toBe('area 30°\u00a0S to 10°\u00a0S, 170°\u00a0E to 150°\u00a0W');
    expect(areaWords('here')).toBe('area here');
  });
});

it('the tree of an actor ends, however its relations run', () => {
  const actor = (id: string, ...above: string[]): Actor =>
    Actor.parse({
      id,
      type: 'organization',
      subtype: null,
      name: id,
      identity: 'named',
      description: null,
      names: [],
      externalIds: [],
      relations: above.map((actorId) => ({ type: 'part_of', actorId, during: null, claimIds: [] })),
      datasetId: 'd',
      version: 1,
      recordedAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    });
  const known = new Map(
    [actor('top'), actor('mid', 'top'), actor('low', 'mid'), actor('a', 'b'), actor('b', 'a')].map((each) => [
      each.id,
      each,
    ]),
  );
  const tree = (id: string) => treeOf(known.get(id) ?? actor(id), known).roots;
  expect(tree('mid')).toMatchObject([
    { actor: { id: 'top' }, below: [{ actor: { id: 'mid' }, below: [{ actor: { id: 'low' } }] }] },
  ]);
  expect(tree('a')).toMatchObject([{ actor: { id: 'b' }, below: [{ actor: { id: 'a' } }] }]);
});
