// Starts the machine's real Chromium for a test, without any traffic of its own.
import { type Browser, chromium } from 'playwright-core';
import { chromiumAdvice, findChromium } from '../../scripts/setup/chromium.ts';

const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a browser differs from any other. */
export interface ChromiumOptions {
  /** Maps names to addresses as `--host-resolver-rules` does. */
  hostRules?: string;
  /** SHA-256 of a public key, base64: a certificate with it counts as valid, without which nothing is kept in the cache. */
  certificateKey?: string;
}

/** A headless Chromium; the caller closes it. Rejects with the sentence that says how to install one. */
export async function launchChromium({ hostRules, certificateKey }: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(chromiumAdvice);
  // A tab opened by a middle click begins to load before anyone could tell it to accept the throw-away certificate.
  const hostArguments =
    hostRules === undefined ? [] : [`--host-resolver-rules=${hostRules}`, '--ignore-certificate-errors'];
  const keyArguments = certificateKey === undefined ? [] : [`--ignore-certificate-errors-spki-list=${certificateKey}`];
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...quietArguments, ...hostArguments, ...keyArguments],
  });
}
