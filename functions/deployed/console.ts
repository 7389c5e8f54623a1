// Registers the console function alone, so that the file it is deployed as holds nothing that only another one needs.
import { openConsoleFunction } from '../open-console-function.ts';
import { registerFunctions } from '../register-functions.ts';

registerFunctions({ console: (surroundings) => openConsoleFunction(surroundings) });
