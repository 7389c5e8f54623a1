// The settings of a property that hold no secret, by the names that the command line gives them.
import type { Property } from '../rules/property.ts';

/** What a file, a terminal and a program are shown of them alike. */
export interface NamedSettings {
  property_id: string;
  name: string;
  hostnames: string[];
  value_basis: Property['valueBasis'];
  email_policy: Property['emailPolicy'];
  sender: Property['sender'];
  grace_minutes: number;
  personal_data_minutes: number;
  max_session_age_hours: number;
  click_days: number;
  scope: Property['scope']['kind'];
  /** Those of the scope `payment_links`. */
  payment_links: string[];
  unknown_consent: Property['unknownConsent'];
  denied_analytics: Property['deniedAnalytics'];
  has_container_secret: boolean;
  /** ISO 8601, UTC. */
  created_at: string;
  updated_at: string;
}

/** The settings under those names. */
export function nameSettings(property: Property): NamedSettings {
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
    has_container_secret: property.containerSecretHash !== null,
    created_at: new Date(property.createdAtMs).toISOString(),
    updated_at: new Date(property.updatedAtMs).toISOString(),
  };
}
