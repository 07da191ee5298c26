/** Faults in the parameters of lists, as tables. */

/** A fault: the query (raw), the parameter that is named for it, and a part of what is said. */
type Fault = readonly [query: string, parameter: string, said: string | RegExp];

export const limitFaults: Fault[] = [
  '0',
  '-1',
  '201',
  '1e2',
  '0x10',
  '1.5',
  '',
  '%20',
  '+1',
  '01',
  '١',
  '9'.repeat(400),
  'null',
  '1,2',
  '1;drop',
].map((value) => [`limit=${value}`, 'limit', /whole number from 1 to 200/] as const);
const twice: Fault[] = ['limit=1&limit=1', 'limit=1&limit=2', 'limit=1&lim%69t=1'].map(
  (query) => [query, 'limit', 'only once'] as const,
);

const windowNames = [
  ['from', 'to', 'on'],
  ['madeFrom', 'madeTo', 'madeOn'],
] as const;
const timeFaults: Fault[] = windowNames.flatMap(([from, to, on]): Fault[] => [
  [`${from}=2024-03-02&${to}=2024-03-01`, to, '2024-03-02'],
  [`${from}=2025&${to}=2024-12-31`, to, `${to} must not end before ${from} begins`],
  [`${on}=2024&${from}=2023`, on, `cannot be combined with ${from} or ${to}`],
  [`${on}=2024&${to}=2025`, on, `cannot be combined with ${from} or ${to}`],
  ...[from, to, on].flatMap((name): Fault[] => [
    [`${name}=2024-02-30`, name, '30'],
    [`${name}=2025-02-29`, name, '29'],
    [`${name}=24-1-1`, name, '24-1-1'],
    [`${name}=99999999`, name, '99999999'],
    [`${name}=20240322`, name, '20240322'],
    [`${name}=2024-W12`, name, 'W12'],
    [`${name}=2024-03-22T25:00`, name, '25'],
    [`${name}=yesterday`, name, 'yesterday'],
    [`${name}=2024%0A`, name, '\\n'],
    [`${name}=../..`, name, 'bound'],
    [`${name}=R3/2024/2025`, name, 'R3'],
    [`${name}=`, name, /empty|at least 1/],
    [`${name}=${'2'.repeat(401)}`, name, '400'],
    [`${name}=2024&${name}=2024`, name, 'only once'],
  ]),
  ['match=surely', 'match', 'possible, under_way, certain'],
  ['match=certain', 'match', 'needs a window'],
]);

const sortFaults: Fault[] = [
  'title;drop',
  'constructor',
  '__proto__',
  'toString',
  'time%0A',
  'name%00x',
  'TIME',
  '-time',
  'id',
  '',
  '1',
].map(
  (value) =>
    [
      `sort=${value}`,
      'sort',
      value.includes('%00') ? 'NUL' : /must be (one of )?(time|name|claim_count)/,
    ] as const,
);

const enumFaults: Fault[] = [
  ['type=picnic', 'type', /must be one of .*[a-z]+, /],
  ['type=', 'type', 'must be one of'],
  ['type=attack,killing', 'type', 'must be one of'],
  ['role=hero', 'role', 'perpetrator'],
  ['identity=secret', 'identity', 'named, unnamed'],
  ['predicate=__proto__', 'predicate', 'must be an id'],
  ['subtype=An%20ambush', 'subtype', 'must be an id'],
  ['act=shouts', 'act', 'denies_responsibility'],
  ['polarity=both', 'polarity', 'positive, negative, unknown'],
  ['status=true', 'status', 'unreviewed'],
  ['include=everything', 'include', 'actors, events, sources'],
  ['include=actors,events', 'include', 'actors, events, sources'],
  ['include=actors&include=actors&include=actors&include=actors', 'include', '3'],
  ...['contested', 'hasTime', 'includeAffiliates'].flatMap((name): Fault[] =>
    ['1', 'TRUE', 'yes', '', 'true%00'].map((value) => [
      `${name}=${value}`,
      name,
      value === 'true%00' ? 'NUL' : 'true or false',
    ]),
  ),
];

const idNames = ['actorId', 'aboutActorId', 'claimantId', 'publisherId', 'eventId', 'sourceId', 'datasetId'];
const idFaults: Fault[] = idNames.flatMap((name) =>
  ['', 'A', '-a', 'a%20b', 'a/b', '..', 'é', 'a%0A', 'a'.repeat(129), "a'--"].map(
    (value): Fault => [`${name}=${encodedOnce(value)}`, name, 'must be an id'],
  ),
);
const formFaults: Fault[] = [
  ['tag=-ferry', 'tag', 'must be a tag'],
  ['tag=', 'tag', 'must be a tag'],
  ['countryCode=ru', 'countryCode', 'ISO 3166'],
  ['countryCode=RUS', 'countryCode', 'ISO 3166'],
  ['lang=English', 'lang', 'language tag'],
  ['propositionKey=abc', 'propositionKey', '32 lower-case hex digits'],
  [`propositionKey=${'A'.repeat(32)}`, 'propositionKey', '32 lower-case hex digits'],
  ['q=', 'q', 'empty'],
  ['q=a%00b', 'q', 'NUL'],
  [`q=${'x'.repeat(201)}`, 'q', '200'],
  ['q=a&q=b', 'q', 'only once'],
  [`q=${'a+'.repeat(17)}`, 'q', '16 words'],
  ['count=all', 'count', 'none, estimate, exact'],
];

const placeFaults: Fault[] = [
  ...[
    '',
    '1,2,3',
    '1,2,3,4,5',
    'a,b,c,d',
    '1,,3,4',
    '1e1,2,3,4',
    ' 1,2,3,4',
    '1,2,3,4%0A',
    'NaN,0,1,1',
    'Infinity,0,1,1',
    '0x1,0,1,1',
  ].map((value): Fault => [`bbox=${value}`, 'bbox', /four decimal numbers.*; got|empty/]),
  ...['-181,0,0,1', '0,-91,0,1', '0,0,181,1', '0,0,1,90.1', '0,2,1,1', '999,0,1,1'].map(
    (value): Fault => [`bbox=${value}`, 'bbox', '-180 to 180'],
  ),
  ['bbox=1,2,3,4&bbox=1,2,3,4', 'bbox', 'only once'],
  ...['', '1', '1,2,3', 'x,y', '1;2', '1, 2'].map(
    (value): Fault => [`near=${value}&radiusKm=5`, 'near', /longitude,latitude|empty/],
  ),
  ['near=181,0&radiusKm=5', 'near', '-180 to 180'],
  ['near=0,91&radiusKm=5', 'near', '-90 to 90; got "0,91"'],
  ['near=1,2', 'radiusKm', 'missing'],
  ['radiusKm=5', 'near', 'missing'],
  ...['0', '-1', '20041', '999999999999999', '0.0'].map(
    (value): Fault => [`near=1,2&radiusKm=${value}`, 'radiusKm', '20040'],
  ),
  ...['1e3', '0x5', '', 'NaN', 'Infinity', '5km', '1'.repeat(30), '-0x1'].map(
    (value): Fault => [`near=1,2&radiusKm=${value}`, 'radiusKm', 'decimal number'],
  ),
];

/** Every fault; each is tried at every list that has all parameters of its query. */
export const faults = [
  ...limitFaults,
  ...twice,
  ...timeFaults,
  ...sortFaults,
  ...enumFaults,
  ...idFaults,
  ...formFaults,
  ...placeFaults,
];

/** Values above are raw where they have a percent sign, and plain text else. */
function encodedOnce(value: string): string {
  return value.includes('%') ? value : encodeURIComponent(value);
}
