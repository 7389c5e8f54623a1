// All settings of a property without its secrets, to be kept or compared.
import { stripeModes } from '../rules/own-mode.ts';
import type { Property } from '../rules/property.ts';
import { nameSettings } from './name-settings.ts';

/** As the file holds it; secrets are named only by whether or how often they are there. */
export type ExportedSettings = Readonly<Record<string, unknown>>;

/** The settings, named as the command line names them. */
export function exportSettings(property: Property): ExportedSettings {
  return {
    ...nameSettings(property),
    destinations: property.destinations.map(({ secret: _secret, ...destination }) => toSnakeCase(destination)),
    has_stripe_key: Object.fromEntries(stripeModes.map((mode) => [mode, property.stripeKeys[mode] !== null])),
    webhook_secrets: Object.fromEntries(stripeModes.map((mode) => [mode, property.webhookSecrets[mode].length])),
  };
}

function toSnakeCase(record: object): object {
  const rename = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [rename(name), value]));
}
