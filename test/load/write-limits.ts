// Writes the page of limits anew.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { toLimitsText } from './limits-text.ts';

writeFileSync(path.join(import.meta.dirname, 'LIMITS.md'), toLimitsText());
