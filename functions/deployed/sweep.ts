// Registers the sweep function alone, so that the file it is deployed as holds nothing that only another one needs.
import { openSweepFunction } from '../open-sweep-function.ts';
import { registerFunctions } from '../register-functions.ts';

registerFunctions({ sweep: (surroundings) => openSweepFunction(surroundings) });
