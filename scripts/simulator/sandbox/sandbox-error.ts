// What makes a template stop in the middle: GTM gives its code no way to catch this, so the tag counts as failed.

/** Why the sandbox refused; stable, for tests and tools. */
export type SandboxErrorCode =
  | 'unknown_api'
  | 'missing_argument'
  | 'wrong_argument_type'
  | 'permission_denied'
  | 'invalid_permission'
  | 'missing_path'
  | 'undeclared_variable'
  | 'missing_object'
  | 'missing_method'
  | 'not_a_function'
  | 'not_iterable'
  | 'wrong_request'
  | 'wrong_turn'
  | 'unknown_key';

/** A refusal by the sandbox, with a sentence that names the cure. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
