import { addCopyButtons } from './copy.ts';
import { addFinder } from './find.ts';
import { nameServer } from './server.ts';
import { addTrials } from './trial.ts';

/** Adds finding, trying and copying to the API reference. The page is complete without scripts. */

nameServer();
addFinder();
addTrials();
addCopyButtons(document);
document.documentElement.dataset.ready = 'true';
