// The scenarios of the page address variable, on its source and on its built file.
import { describeScenarios } from '../../describe-scenarios.ts';

await describeScenarios('page-address-variable');
