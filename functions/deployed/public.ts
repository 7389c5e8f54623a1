// Registers the public function alone, so that the file it is deployed as holds nothing that only another one needs.
import { openPublicFunction } from '../open-public-function.ts';
import { registerFunctions } from '../register-functions.ts';

registerFunctions({ public: (surroundings) => openPublicFunction(surroundings) });
