import { describe } from 'vitest';
import { assessmentSuite } from './assessment.ts';
import { countsSuite } from './counts.ts';
import { declarationsSuite } from './declarations.ts';
import { disputesSuite } from './disputes.ts';
import { filtersSuite } from './filters.ts';
import { geoSuite } from './geo.ts';
import { lookupsSuite } from './lookups.ts';
import { modelSuite } from './model.ts';
import { pagesSuite } from './pages.ts';
import { placesSuite } from './places.ts';
import { rankedSearchSuite } from './ranked-search.ts';
import { relatedSuite } from './related.ts';
import { searchSuite } from './search.ts';
import { spansSuite } from './spans.ts';
import type { OpenStore } from './suite.ts';
import { timeSuite } from './time.ts';
import { timelineSuite } from './timeline.ts';
import { versionsSuite } from './versions.ts';
import { wholeDisputesSuite } from './whole-disputes.ts';
import { writeSuite } from './write.ts';
import { writeAllSuite } from './write-all.ts';

/** What every store must do: the contract of `src/domain/store.ts`, method by method. */
export function storeConformance(name: string, open: OpenStore): void {
  describe(name, () => {
    describe('records by id', () => lookupsSuite(open));
    describe('writing', () => writeSuite(open));
    describe('writing in batches', () => writeAllSuite(open));
    describe('versions', () => versionsSuite(open));
    describe('pages', () => pagesSuite(open));
    describe('time', () => timeSuite(open));
    describe('spans', () => spansSuite(open));
    describe('timeline', () => timelineSuite(open));
    describe('places', () => placesSuite(open));
    describe('filters', () => filtersSuite(open));
    describe('search', () => searchSuite(open));
    describe('ranked search', () => rankedSearchSuite(open));
    describe('counts', () => countsSuite(open));
    describe('geography', () => geoSuite(open));
    describe('related records', () => relatedSuite(open));
    describe('assessment', () => assessmentSuite(open));
    describe('declarations', () => declarationsSuite(open));
    describe('disputes', () => disputesSuite(open));
    describe('disputes as wholes', () => wholeDisputesSuite(open));
    describe('against a model', () => modelSuite(open));
  });
}
