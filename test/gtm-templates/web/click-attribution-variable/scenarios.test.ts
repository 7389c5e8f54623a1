// The scenarios of the click attribution variable, on its source and on its built file.
import { describeScenarios } from '../../describe-scenarios.ts';

await describeScenarios('click-attribution-variable');
