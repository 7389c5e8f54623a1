// What the build says of a container that came out wrong.
import { diagnostic } from '../diagnostics/diagnostic.ts';

export const containerFault = diagnostic('container_fault', (path: string, sentence: string) => `${path}: ${sentence}`);
