import { addCopyButtons } from './copy.ts';
import { addFinder } from './find.ts';
import { nameServer } from './server.ts';
import { addTrials } from './trial.ts';

/** What scripts add to the API reference: finding, trying and copying. The page is complete without them. */

nameServer();
addFinder();
addTrials();
addCopyButtons(document);
document.documentElement.dataset.ready = 'true';
