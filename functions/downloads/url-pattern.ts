// The rules by which GTM takes or refuses a URL pattern in a permission.
// https://developers.google.com/tag-platform/tag-manager/templates/permissions

/** Why GTM refuses the pattern, as the end of a sentence, or undefined when it takes it. */
export function findUrlPatternFault(pattern: string): string | undefined {
  if (!pattern.startsWith('https://')) return 'it must start with https://';
  const rest = pattern.slice('https://'.length);
  const slash = rest.indexOf('/');
  if (slash === -1) return 'a / must follow the host';
  return findHostFault(rest.slice(0, slash));
}

function findHostFault(host: string): string | undefined {
  if (host.includes(':')) return 'it must not name a port';
  if (host.includes('@')) return 'it must not hold a user name';
  const labels = host.replace(/^\*\./, '').split('.');
  if (labels.some((label) => label.includes('*'))) return 'a * may only stand alone at the start of the host';
  if (labels.length < 2) return 'the host needs at least two labels, as in example.com';
  if (labels.every((label) => /^\d+$/.test(label))) return 'the host must be a name, not an IP address';
  if (!labels.every((label) => /^[a-z0-9-]+$/i.test(label))) {
    return 'the host may hold only letters, digits, hyphens and dots';
  }
  return undefined;
}
