import { expect, inject, test } from 'vitest';

test('the stories have something to tell: pages, affiliates, opposition, passages', () => {
  const { events, pages, claims, proposition, problem } = inject('served').expected;
  expect(events).toContain('crocus-city-hall-attack');
  expect(pages).toBeGreaterThan(2);
  expect(claims).toContain('isis-claims-responsibility');
  expect(proposition.event).toBe('crocus-city-hall-attack');
  expect(proposition.opposed.length).toBeGreaterThan(0);
  expect(
    proposition.positions.flatMap(({ holders }) => holders.flatMap(({ evidence }) => evidence)),
  ).not.toEqual([]);
  expect(problem).toEqual({ status: 400, code: 'invalid_parameter', parameters: ['limit'] });
});
