import { install } from '../helpers/installed.ts';

/** Installs the tools before any gate asks for them. */
export default (): Promise<void> => install('openapi');
