// All settings of a property without its secrets, to be kept or compared.
import { stripeModes } from '../rules/own-mode.ts';
import type { Property } from '../rules/property.ts';

/** As the file holds it; secrets are named only by whether or how often they are there. */
export type ExportedSettings = Readonly<Record<string, unknown>>;

/** The settings, named as the command line names them. */
export function exportSettings(property: Property): ExportedSettings {
  const { scope } = property;
  return {
    property_id: property.id,
    name: property.name,
    hostnames: property.hostnames,
    value_basis: property.valueBasis,
    email_policy: property.emailPolicy,
    sender: property.sender,
    grace_minutes: property.graceMinutes,
    personal_data_minutes: property.personalDataMinutes,
    max_session_age_hours: property.maxSessionAgeHours,
    click_days: property.clickDays,
    scope: scope.kind,
    payment_links: scope.kind === 'payment_links' ? scope.ids : [],
    unknown_consent: property.unknownConsent,
    denied_analytics: property.deniedAnalytics,
    destinations: property.destinations.map(({ secret: _secret, ...destination }) => toSnakeCase(destination)),
    has_stripe_key: Object.fromEntries(stripeModes.map((mode) => [mode, property.stripeKeys[mode] !== null])),
    webhook_secrets: Object.fromEntries(stripeModes.map((mode) => [mode, property.webhookSecrets[mode].length])),
    has_container_secret: property.containerSecretHash !== null,
    created_at: new Date(property.createdAtMs).toISOString(),
    updated_at: new Date(property.updatedAtMs).toISOString(),
  };
}

function toSnakeCase(record: object): object {
  const rename = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [rename(name), value]));
}
