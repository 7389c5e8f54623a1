// Hostnames and web addresses that people type: whose pages may ask, and where this server sends to.
import fc from 'fast-check';
import { BakeError, parseEndpoint } from '../../../functions/downloads/parse-endpoint.ts';
import { parseOutboundUrl } from '../../../functions/outbound/parse-outbound-url.ts';
import { parseClientUrl } from '../../../functions/properties/destinations/destination-place.ts';
import { hostnameOfUrl, isHostAllowed, parseHostnamePattern } from '../../../functions/rules/hostnames.ts';
import { judgeRedirect, toRedirectUrl } from '../../../functions/rules/redirect-url.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure, ensureDiscreet, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const code = { parseHostnamePattern, isHostAllowed, parseOutboundUrl, parseClientUrl, parseEndpoint, toRedirectUrl };

const hosts = fc.constantFrom(
  ...[
    'shop.example.com',
    '*.example.com',
    'example.com.',
    'xn--mnchen-3ya.example',
    'münchen.example',
    'localhost',
    '10.0.0.1',
  ],
  ...[
    '127.0.0.1',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '0x7f.1',
    '2130706433',
    'metadata.google.internal',
    'a..example.com',
    '１２７.0.0.1',
  ],
);

const addresses = fc
  .tuple(
    fc.constantFrom('', 'https://', 'http://', 'HTTPS://', 'ftp://', 'https:', '//'),
    fc.constantFrom('', '', '', 'user@', 'user:pass@', ':@'),
    hosts,
    fc.constantFrom('', '', ':443', ':80', ':8443', ':99999', ':'),
    fc.constantFrom(
      '',
      '/',
      '/checkout',
      '/thanks?a=1',
      '/?session_id={CHECKOUT_SESSION_ID}',
      '?session_id=1&a=%ZZ',
      '#top',
    ),
  )
  .map((parts) => parts.join(''));

const inputs = fc.record({ text: mutatedText(addresses), pattern: mutatedText(hosts) });

/** All parsers of addresses. */
export function addressesTarget(parsers: typeof code = code): Target {
  return toTarget({
    name: 'addresses',
    reads: 'hostnames and web addresses, from people and from headers',
    inputs,
    open: () => ({
      examine({ text, pattern }) {
        examineHosts(parsers, text, pattern);
        examineOutbound(parsers, text);
        examineEndpoint(parsers, text);
        examineRedirect(parsers, text);
      },
    }),
  });
}

function examineHosts(
  { parseHostnamePattern: parse, isHostAllowed: isAllowed }: typeof code,
  text: string,
  typed: string,
): void {
  const parsed = parse(typed);
  const isAskedAllowed = isAllowed(text, [typed]);
  if (parsed.kind === 'refused') {
    ensure(!isAskedAllowed, 'A pattern that cannot be typed allows a host.');
    return;
  }
  const { pattern } = parsed;
  ensureSame(parse(pattern), parsed, 'A stored pattern is read as another one.');
  if (!isAskedAllowed) return;
  const hostname = hostnameOfUrl(`http://${text}`);
  const isInside = pattern.startsWith('*.') ? hostname?.endsWith(pattern.slice(1)) : hostname === pattern;
  ensure(isInside === true, `${pattern} allows a host outside of it.`);
}

function examineOutbound({ parseOutboundUrl: parse, parseClientUrl: parseClient }: typeof code, text: string): void {
  const parsed = parse(text, { allowLocal: false });
  if (parsed.kind === 'url') {
    const { protocol, username, password, port, hostname, href } = parsed.url;
    ensure(
      protocol === 'https:' && username === '' && password === '' && port === '',
      'It allows more than an https host.',
    );
    ensure(hostname.includes('.') && !/^\[|^[\d.]+$|localhost$/.test(hostname), `It allows ${hostname}.`);
    ensureSame(parse(href, { allowLocal: false }), parsed, 'The address that it gave is read as another one.');
  } else ensureDiscreet(parsed.sentence, 'The refusal');
  const client = parseClient(text, { allowLocal: false });
  if (client.kind === 'value')
    ensureSame(parseClient(client.value, { allowLocal: false }), client, 'A stored address is read as another one.');
}

function examineEndpoint({ parseEndpoint: parse }: typeof code, text: string): void {
  const outcome = attempt(() => parse(text), isBakeError);
  if (outcome.kind !== 'value') return;
  ensure(/^https:\/\/[a-z0-9.-]+(\/[^?#*]*)?$/.test(outcome.value), `It bakes ${outcome.value}.`);
  ensure(parse(outcome.value) === outcome.value, 'The endpoint that it gave is read as another one.');
}

function examineRedirect({ toRedirectUrl: make }: typeof code, text: string): void {
  const property = { hostnames: ['shop.example.com', '*.example.com'] };
  const made = make(text, property);
  if (made.kind !== 'value') return;
  ensureSame(judgeRedirect(made.value, property), 'good', `What it made is no good: ${made.value}.`);
  ensureSame(make(made.value, property), made, 'Made again it is another address.');
}

function isBakeError(error: unknown): error is BakeError {
  return error instanceof BakeError;
}
