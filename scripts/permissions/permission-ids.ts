// The permissions that each kind of container has.
import type { Container } from './needs/find-needs.ts';
import { serverRules } from './rules/server-rules.ts';
import { webRules } from './rules/web-rules.ts';

/** Whether a container of this kind knows the permission. */
export function isPermissionOf(publicId: string, container: Container): boolean {
  return Object.hasOwn(container === 'web' ? webRules : serverRules, publicId);
}
