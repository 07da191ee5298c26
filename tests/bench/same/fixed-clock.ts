/**
 * Loaded into a program before anything else (`node --import`): the time of day stands still, so that two imports of
 * the same records stamp them alike. Timers and measured durations go on.
 */

const fixed = Date.parse(process.env.FIXED_CLOCK ?? '2026-01-01T00:00:00.000Z');

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [fixed] : given, newTarget),
  get: (target, name, receiver) => (name === 'now' ? () => fixed : Reflect.get(target, name, receiver)),
});
