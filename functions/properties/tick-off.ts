// Keeps what somebody said of the set-up that nothing else tells: that a step is done, or not needed.
import { type ChangeTools, changeProperty, type PropertyChange } from './change-property.ts';

/** Ticks these off, now, and takes those others back. Throws `PropertyError` as every change does. */
export async function tickOff(
  tools: ChangeTools,
  propertyId: string,
  { done, open = [] }: { done: readonly string[]; open?: readonly string[] },
): Promise<PropertyChange> {
  return await changeProperty(tools, propertyId, (property) => {
    const before = property.ticked ?? {};
    const isSame = done.every((id) => before[id] !== undefined) && open.every((id) => before[id] === undefined);
    if (isSame) return property;
    const kept = Object.entries(before).filter(([id]) => !open.includes(id));
    const added = done.map((id) => [id, before[id] ?? tools.now()] as const);
    return { ...property, ticked: Object.fromEntries([...kept, ...added]) };
  });
}
