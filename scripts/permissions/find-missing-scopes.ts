// Finds the lines that reach for something which the stated permissions do not cover.

import { describeNeed, type NeedWords } from './needs/describe-need.ts';
import type { Need } from './needs/find-needs.ts';
import { allows, findRefusedPatterns } from './rules/allows.ts';
import type { PermissionSettings } from './rules/settings.ts';
import { unknownValue } from './unknown-value.ts';

/** One thing that is stated nowhere. */
export interface MissingScope extends NeedWords {
  readonly need: Need;
}

/**
 * What the code surely reaches and the settings, by permission, do not cover; each thing once. Left out is what the code
 * asks queryPermission for first, a permission that is not stated at all, and one that GTM refuses as a whole.
 */
export function findMissingScopes(
  needs: readonly Need[],
  stated: ReadonlyMap<string, PermissionSettings>,
): MissingScope[] {
  const questions = needs.filter(({ isQuestion }) => isQuestion);
  const found = new Map<string, MissingScope>();
  for (const need of needs) {
    const { permission, values, isSure, isQuestion } = need;
    const settings = stated.get(permission);
    if (settings === undefined || !isSure || isQuestion || findRefusedPatterns(permission, settings).length > 0)
      continue;
    if (allows(permission, settings, values) || questions.some((one) => mayAskFor(one, need))) continue;
    const words = describeNeed(need);
    const key = `${permission} ${need.api} ${words?.what}`;
    if (words !== undefined && !found.has(key)) found.set(key, { ...words, need });
  }
  return [...found.values()];
}

/** Whether a question that the code asks is about this need, or may be. */
function mayAskFor(question: Need, need: Need): boolean {
  if (question.permission !== need.permission) return false;
  const texts = question.values.filter((value) => typeof value === 'string' || value === unknownValue);
  return texts.every((text) => text === unknownValue || isAccess(text) || need.values.includes(text));
}

function isAccess(value: unknown): boolean {
  return ['read', 'write', 'readwrite', 'execute', 'send', 'listen', 'read_write'].includes(String(value));
}
