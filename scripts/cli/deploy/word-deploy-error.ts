// Puts what stopped a deployment into the words of the command line.
import { DeployError } from '../../deploy/deploy-error.ts';
import { describeRefusal } from '../../deploy/google/explain-refusal.ts';
import { GcloudError } from '../../deploy/google/gcloud.ts';
import { StepFailedError } from '../../deploy/run-plan.ts';
import { BuildError, formatDiagnostic } from '../../diagnostics/diagnostic.ts';
import { CommandFailedError } from '../cli-errors.ts';

/** The error as `runCli` prints it; any other as it is. */
export function wordDeployError(error: unknown): unknown {
  if (error instanceof DeployError || error instanceof StepFailedError) {
    return new CommandFailedError(error.message, { cause: error });
  }
  if (error instanceof GcloudError) {
    return new CommandFailedError([error.message, ...describeRefusal(error)].join('\n'), { cause: error });
  }
  if (error instanceof BuildError) {
    return new CommandFailedError(['The code cannot be built:', ...error.diagnostics.map(formatDiagnostic)].join('\n'));
  }
  return error;
}
