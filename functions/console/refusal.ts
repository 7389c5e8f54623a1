// Why a request of the console is not answered as it wishes.
import type { RefusalCode } from './texts/common-texts.ts';

const statuses: Record<RefusalCode, number> = {
  not_found: 404,
  owners_only: 403,
  stale_form: 403,
  other_site: 403,
  too_large: 413,
  unavailable: 503,
  internal: 500,
};

/** Thrown from wherever it is found out; answered with a page that says what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly status: number;

  constructor(code: RefusalCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.status = statuses[code];
  }
}
