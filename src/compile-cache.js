import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Lets Node keep the compiled program, types stripped, from one run to the next. The cache stands beside the
 * program's own code: nobody else can write there, unlike Node's default, a directory for temporary files. A place
 * that cannot be written to leaves the program without a cache. Only what is imported later is cached.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/claimline', import.meta.url)));
