// Where this repository stands on this machine.
import { dirname } from 'node:path';

/** The absolute path of the folder that holds package.json. */
export const repositoryRoot = dirname(dirname(import.meta.dirname));
