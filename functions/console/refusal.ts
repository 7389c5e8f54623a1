// Why a request of the console is not answered as it wishes.
import { StatusError } from './status-error.ts';
import type { RefusalCode } from './texts/common-texts.ts';

const statuses: Record<RefusalCode, number> = {
  not_found: 404,
  owners_only: 403,
  stale_form: 403,
  other_site: 403,
  being_deleted: 409,
  too_large: 413,
  unavailable: 503,
  internal: 500,
};

/** Answered with the page that is named after its code. */
export class Refusal extends StatusError<RefusalCode> {
  override readonly name = 'Refusal';

  constructor(code: RefusalCode, options?: ErrorOptions) {
    super(code, statuses, options);
  }
}
