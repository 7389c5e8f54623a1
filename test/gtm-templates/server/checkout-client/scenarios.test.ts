// The scenarios of the Checkout client, on its source and on its built file.
import { describeScenarios } from '../../describe-scenarios.ts';

await describeScenarios('checkout-client');
