import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PropositionInput, statementOf } from '../../src/domain/proposition.ts';
import { keyOf, killed, occurred, responsible, says, tookPlaceAt } from '../helpers/records.ts';

const timed = (time: {
  edtf: string;
  timeZone?: string;
  text?: string;
  basis?: 'inferred';
}): PropositionInput => ({
  ...occurred('e', '2024'),
  object: { kind: 'time', time },
});
const placed = (place: Parameters<typeof Object.assign>[0]): PropositionInput => ({
  ...tookPlaceAt('e', 'Hall'),
  object: { kind: 'place', place: { name: 'Hall', ...place } },
});

const estimated = (best: number): PropositionInput => ({
  ...killed('e', 1, 9),
  object: { kind: 'quantity', min: 1, best, max: 9, unit: 'persons' },
});

const withoutNulls = (proposition: PropositionInput): PropositionInput =>
  JSON.parse(JSON.stringify(proposition, (_, value) => value ?? undefined));

describe('the key of a proposition', () => {
  const same: [string, PropositionInput, PropositionInput][] = [
    ['case', says('Thoroughly Prepared'), says('thoroughly prepared')],
    ['spacing', says(' thoroughly\n prepared '), says('thoroughly prepared')],
    ['compatibility forms', says('ﬁne ２０'), says('fine 20')],
    ['composition', says('caf\u0065\u0301'), says('caf\u00e9')],
    ['case of a unit', killed('e', 1, 2, 'Persons'), killed('e', 1, 2, 'persons')],
    ['bounds that are left out', killed('e', null, 2), withoutNulls(killed('e', null, 2))],
    ['case of a place', tookPlaceAt('e', 'MOSCOW', 'RU'), tookPlaceAt('e', 'Moscow', 'RU')],
    [
      'point and precision of a place',
      placed({ point: { longitude: 1, latitude: 2 } }),
      placed({ precision: 'exact' }),
    ],
    [
      'words and basis of a time',
      timed({ edtf: '2024-03', text: 'in March', basis: 'inferred' }),
      timed({ edtf: '2024-03' }),
    ],
    ['spelling of a qualifier', timed({ edtf: '2024?~' }), timed({ edtf: '2024%' })],
  ];
  for (const [what, one, other] of same) {
    it(`is the same whatever the ${what}`, () => expect(keyOf(one)).toBe(keyOf(other)));
  }

  const different: [string, PropositionInput, PropositionInput][] = [
    ['words', says('calm'), says('calmer')],
    ['spaces that part words', says('no where'), says('nowhere')],
    ['accents', says('resume'), says('résumé')],
    ['subject', says('calm', 'a'), says('calm', 'b')],
    ['predicate', responsible('a', 'e'), { ...responsible('a', 'e'), predicate: 'planned' }],
    ['object', responsible('a', 'e'), responsible('a', 'f')],
    [
      'kind of an object with one id',
      { ...responsible('a', 'x'), predicate: 'supported' },
      { ...responsible('a', 'x'), predicate: 'supported', object: { kind: 'actor', id: 'x' } },
    ],
    ['bounds', killed('e', 1, null), killed('e', null, 1)],
    ['zero and no bound', killed('e', 0, 1), killed('e', null, 1)],
    ['unit', killed('e', 1, 1, 'persons'), killed('e', 1, 1, 'horses')],
    ['best estimate', estimated(5), estimated(6)],
    ['best estimate and none', estimated(5), killed('e', 1, 9)],
    ['province', placed({ admin1: 'Oblast' }), placed({ admin2: 'Oblast' })],
    ['country', tookPlaceAt('e', 'Paris', 'FR'), tookPlaceAt('e', 'Paris', 'US')],
    ['country and none', tookPlaceAt('e', 'Paris', 'FR'), tookPlaceAt('e', 'Paris')],
    ['date', timed({ edtf: '2024-03-22' }), timed({ edtf: '2024-03-23' })],
    ['zone', timed({ edtf: '2024-03-22', timeZone: 'Europe/Moscow' }), timed({ edtf: '2024-03-22' })],
  ];
  for (const [what, one, other] of different) {
    it(`differs by ${what}`, () => expect(keyOf(one)).not.toBe(keyOf(other)));
  }

  it('is 32 hex digits that stay what they are', () => {
    // Keys stand in addresses that people keep: a change here breaks them.
    expect(keyOf(responsible('isis', 'crocus-city-hall-attack'))).toBe('1713561561f068e04cf7f4a2b87c5aa1');
  });

  it('does not change with case and spacing of any text', () => {
    const ascii = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && /^[ -~]+$/.test(text));
    fc.assert(
      fc.property(ascii, (text) => {
        expect(keyOf(says(text.toUpperCase()))).toBe(keyOf(says(text.toLowerCase())));
        expect(keyOf(says(`  ${text.replaceAll(' ', ' \t ')}\n`))).toBe(keyOf(says(text)));
      }),
    );
  });

  it('leaves the words of the statement as they were written', () => {
    expect(statementOf(says('  As Written ')).object).toEqual({
      kind: 'text',
      value: '  As Written ',
      lang: null,
    });
  });
});
