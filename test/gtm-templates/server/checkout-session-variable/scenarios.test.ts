// The scenarios of the Checkout session variable, on its source and on its built file.
import { describeScenarios } from '../../describe-scenarios.ts';

await describeScenarios('checkout-session-variable');
