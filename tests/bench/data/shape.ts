/** How large a dataset is, and what it is made from: everything in it follows from these. */
export type Shape = {
  events: number;
  seed: number;
  /** How much of the events last long or have no end or beginning, 0 to 1. */
  longShare: number;
};

/** Raised whenever the same shape would give other bytes: databases made from older ones are then made anew. */
export const generatorVersion = 2;

export const datasetId = 'bench';
export const claimsPerEvent = 3;
export const contestedShare = 0.02;

const eventsPerSource = 5;

export const actorCountOf = ({ events }: Shape) => Math.max(40, Math.round(8 * Math.sqrt(events)));
export const sourceCountOf = ({ events }: Shape) => Math.max(1, Math.ceil(events / eventsPerSource));

/** The first event that is written after this source: sources come before what they report. */
export const firstEventAfter = (source: number) => source * eventsPerSource;
export const lastSourceBefore = (event: number) => Math.floor(event / eventsPerSource);

/** What a stream of random numbers is for: the second part of its beginning, after the seed. */
export const streams = { actor: 1, source: 2, eventId: 3, event: 4, claims: 5, eventDay: 6 } as const;
