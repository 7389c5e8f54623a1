// The scenarios of the checkout conversion tag, on its source and on its built file.
import { describeScenarios } from '../../describe-scenarios.ts';

await describeScenarios('checkout-conversion-tag');
