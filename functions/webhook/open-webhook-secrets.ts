// The webhook secrets of both modes of a property, opened, and which of them belongs to which mode.
import { HttpError } from '../http/http-error.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { StripeMode } from '../rules/property.ts';
import { UnsealError } from '../store/errors.ts';

export interface OpenedSecrets {
  all: readonly string[];
  /** Whether the secret at this index of `all` is one of this mode. */
  isOf(mode: StripeMode, index: number): boolean;
  /** Why the secrets of a mode could not be opened; those of the other mode still count. */
  fault: UnsealError | undefined;
}

/** Throws `webhook_secret_missing` where the property has none, and UnsealError where none of them can be opened. */
export function openWebhookSecrets(open: PropertyRecord['openWebhookSecrets']): OpenedSecrets {
  let fault: UnsealError | undefined;
  const openOf = (mode: StripeMode): readonly string[] => {
    try {
      return open(mode);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      fault = error;
      return [];
    }
  };
  const ofMode = { live: openOf('live'), test: openOf('test') };
  const all = [...ofMode.live, ...ofMode.test];
  if (all.length === 0) throw fault ?? new HttpError('webhook_secret_missing');
  // Someone may have stored one secret under both modes.
  return { all, fault, isOf: (mode, index) => ofMode[mode].some((secret) => secret === all[index]) };
}
