// Gives a template's scenarios the surroundings of its container.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import type { ScenarioWorld, WorldOptions } from './scenario-world.ts';
import { createServerWorld } from './server-world.ts';
import { createWebWorld } from './web-world.ts';

/** A fresh page for a web template, a fresh server for a server template. */
export function createWorld({ container, kind }: CompiledTemplate, options: WorldOptions): ScenarioWorld {
  return container === 'web' ? createWebWorld(options) : createServerWorld(kind, options);
}
