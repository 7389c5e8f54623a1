// Reads the settings that the functions will be given as they will read them, so that none is built and then does not start.
import { readSettings, SettingsError } from '../../functions/settings.ts';
import { DeployError } from './deploy-error.ts';
import type { FunctionName } from './deployment.ts';
import { toVariables } from './function-settings.ts';
import type { Wish } from './wish.ts';

/** Where the values come from that somebody typed. */
const options: Readonly<Record<string, string>> = {
  TILLTAG_OIDC_CLIENT_ID: '--oidc-client-id',
  TILLTAG_OIDC_ISSUER: '--oidc-issuer',
  TILLTAG_CONSOLE_DOMAINS: '--sign-in-domains',
  TILLTAG_CONSOLE_URL: '--console-domain',
  TILLTAG_PUBLIC_URL: '--domain',
};

/** Of the right form, and opens nothing: the real ones stay in Secret Manager. */
const someKeyRing = `check:${Buffer.alloc(32).toString('base64')}`;

/** Throws DeployError that names every setting with which a function would not start. */
export function checkSettings(wish: Wish): void {
  const problems = new Set(wish.functions.flatMap((name) => listProblems(name, wish)));
  if (problems.size > 0) throw new DeployError(['The functions would not start:', ...problems].join('\n  '));
}

function listProblems(name: FunctionName, wish: Wish): string[] {
  const isSigningIn = name === 'console' && wish.console.clientId !== undefined;
  const secrets = { TILLTAG_KEYS: someKeyRing, ...(isSigningIn ? { TILLTAG_OIDC_CLIENT_SECRET: 'check' } : {}) };
  try {
    readSettings({ ...toVariables(name, wish), ...secrets, K_SERVICE: name });
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message.split('\n').map(nameOption);
  }
}

function nameOption(problem: string): string {
  const found = Object.entries(options).find(([variable]) => problem.startsWith(variable));
  return found === undefined ? problem : `${found[1]}: ${problem}`;
}
