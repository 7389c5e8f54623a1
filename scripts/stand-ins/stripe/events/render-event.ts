// The event as it crosses the wire, its object in the shape of the API version that was asked for.
import type { StandInContext } from '../stand-in-context.ts';
import type { EventRecord } from '../state.ts';
import { toAcacia } from './to-acacia.ts';

/** The version in which the stand-in keeps everything. */
export const pinnedApiVersion = '2026-10-28.endive';

/** The old version that the stand-in can render besides: the last shape before 2025-03-31.basil moved things. */
export const oldApiVersion = '2024-09-30.acacia';

/** The versions an endpoint or an account may be set to. */
export const renderedVersions: readonly string[] = [pinnedApiVersion, oldApiVersion];

/** The whole event; `null` for the version means that of the account. */
export function renderEvent(context: StandInContext, record: EventRecord, version: string | null): object {
  const { state } = context;
  const apiVersion = version ?? state.accounts.get(record.accountId)?.apiVersion ?? pinnedApiVersion;
  const { id, created, type, object } = record.object;
  return {
    id,
    object: 'event',
    api_version: apiVersion,
    created,
    data: { object: apiVersion === oldApiVersion ? toAcacia(context, object) : object },
    livemode: record.livemode,
    pending_webhooks: record.undelivered.length,
    request: { id: null, idempotency_key: null },
    type,
  };
}
