// Sends one hit of a stand-in to where Google would be.
import type { ContainerInstance } from '../container-instance.ts';

const timeoutMs = 15_000;

/** So that a collector on this machine can tell what servers send from what pages do. */
const via = '1.1 simulated-tagging-server';

/** Resolves with why it failed, or with undefined; a failed answer fails the tag, as it would tell Google's own. */
export async function sendHit(
  { network, activity, recorder }: ContainerInstance,
  url: string,
  userAgent: unknown,
): Promise<string | undefined> {
  const headers: Record<string, string> = { via, ...(typeof userAgent === 'string' && { 'user-agent': userAgent }) };
  recorder.addHit(url);
  try {
    const { statusCode } = await activity.track(
      network.send({ method: 'GET', url, headers, body: undefined, timeoutMs }),
    );
    return statusCode < 400 ? undefined : `The collector answered ${statusCode}.`;
  } catch {
    return 'The collector could not be reached.';
  }
}
