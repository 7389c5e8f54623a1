// Sends one hit of a stand-in to where Google would be.
import type { ContainerInstance } from '../container-instance.ts';

const timeoutMs = 15_000;

/** Resolves with why it failed, or with undefined; a failed answer fails the tag, as it would tell Google's own. */
export async function sendHit(
  { network, activity, recorder }: ContainerInstance,
  url: string,
  userAgent: unknown,
): Promise<string | undefined> {
  const headers: Record<string, string> = typeof userAgent === 'string' ? { 'user-agent': userAgent } : {};
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
