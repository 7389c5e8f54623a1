// The scenarios of the payment link tag, on its source and on its built file.
import { describeScenarios } from '../../describe-scenarios.ts';

await describeScenarios('payment-link-tag');
