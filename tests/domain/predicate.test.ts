import { expect, it } from 'vitest';
import { predicates } from '../../src/domain/predicate.ts';

it('a predicate of numbers is functional: two numbers that differ cannot both be right', () => {
  const ofNumbers = [...predicates].filter(([, { objects }]) => objects.includes('quantity'));
  expect(ofNumbers.length).toBeGreaterThan(5);
  for (const [id, { functional, objects }] of ofNumbers)
    expect([id, functional, objects]).toEqual([id, true, ['quantity']]);
});
