// What a person must put right before anything is deployed.

/** Something is missing or in the way; the message says what to do. */
export class DeployError extends Error {
  override readonly name: string = 'DeployError';
}

/** Nobody is signed in to gcloud, so that nothing is known of the project. */
export class SignedOutError extends DeployError {
  override readonly name = 'SignedOutError';
}
