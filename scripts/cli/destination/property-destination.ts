// `property destination`: the places that the server sends a property's events to.
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addDestinationAdd } from './destination-add.ts';
import { addDestinationChange } from './destination-change.ts';
import { addDestinationCheck } from './destination-check.ts';
import { addDestinationList } from './destination-list.ts';
import { addDestinationRemove } from './destination-remove.ts';

/** Adds the group of commands below `parent`. */
export function addPropertyDestination(parent: Command, context: CliContext): void {
  const destination = parent.command('destination').description('where the server sends a property’s events');
  for (const add of [
    addDestinationAdd,
    addDestinationChange,
    addDestinationList,
    addDestinationRemove,
    addDestinationCheck,
  ]) {
    add(destination, context);
  }
}
