// Encodes user-provided data as Google's tags send it: normalised, hashed, and never as plain text where it names a person.
//
// Decisions where Google's behaviour is not public: a phone number without `+` is taken with its digits behind one, a plus
// suffix of an e-mail address stays, and a value that is neither plain text nor a SHA-256 is left out.
import { isPlainObject } from '../sandbox/plain-object.ts';

/** Digests a text's UTF-8 bytes, at once or later; calls back exactly once. */
export type Digest = (text: string, onDigest: (bytes: Uint8Array) => void, onError: () => void) => void;

/** One value on its way: a text still to be hashed, or what is sent as it is. */
type Part = { readonly key: string } & ({ readonly toHash: string } | { readonly ready: string });

interface Field {
  /** Names under which the value may stand as plain text. */
  readonly names: readonly string[];
  readonly key: string;
  readonly normalise: (text: string) => string;
}

const lowered = (text: string): string => text.trim().toLowerCase();

const people: readonly Field[] = [
  { names: ['email', 'email_address'], key: 'em', normalise: normaliseEmail },
  { names: ['phone_number'], key: 'pn', normalise: normalisePhone },
];
const hashedAddress: readonly Field[] = [
  { names: ['first_name'], key: 'fn', normalise: lowered },
  { names: ['last_name'], key: 'ln', normalise: lowered },
  { names: ['street'], key: 'sa', normalise: lowered },
];
const plainAddress = { city: 'ct', region: 'rg', postal_code: 'pc', country: 'co' } as const;

/** Gmail knows no dots. */
function normaliseEmail(text: string): string {
  const [local = '', domain = ''] = lowered(text).split('@');
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com';
  return domain === '' ? '' : `${isGmail ? local.replaceAll('.', '') : local}@${domain}`;
}

function normalisePhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits === '' ? '' : `+${digits}`;
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function textsOf(source: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  return toList(source[name]).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : [],
  );
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** A SHA-256 in hex or in either base64, as base64url; undefined for anything else. */
function readHash(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) {
    return toBase64Url(Uint8Array.from(trimmed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
  }
  return /^[\w+/-]{43}=?$/.test(trimmed)
    ? trimmed.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')
    : undefined;
}

/** Hashes that are there already win over plain text. */
function hashedParts(source: Readonly<Record<string, unknown>>, fields: readonly Field[], suffix: string): Part[] {
  return fields.flatMap(({ names, key, normalise }): Part[] => {
    const ready = names.flatMap((name) => textsOf(source, `sha256_${name}`)).flatMap((text) => readHash(text) ?? []);
    if (ready.length > 0) {
      return ready.map((hash) => ({ key: key + suffix, ready: hash }));
    }
    const texts = names.flatMap((name) => textsOf(source, name)).map(normalise);
    // The hash of nothing would be an identifier that many share.
    return texts.filter((text) => text !== '').map((text) => ({ key: key + suffix, toHash: text }));
  });
}

function addressParts(address: Readonly<Record<string, unknown>>, index: number): Part[] {
  const plain = Object.entries(plainAddress).flatMap(([name, key]): Part[] => {
    const [text = ''] = textsOf(address, name).map((value) => lowered(value).replaceAll('~', ''));
    return text === '' ? [] : [{ key: `${key}${index}`, ready: text }];
  });
  return [...hashedParts(address, hashedAddress, String(index)), ...plain];
}

function toParts(userData: unknown): readonly Part[] {
  if (!isPlainObject(userData)) {
    return [];
  }
  const addresses = toList(userData['address']).filter(isPlainObject);
  return [...hashedParts(userData, people, ''), ...addresses.flatMap(addressParts)];
}

/**
 * Calls back, exactly once, with `tv.1~em.<base64url>~pn.…~fn0.…`, or with undefined where the data names nobody.
 * Plain values are normalised and hashed, `sha256_…` ones are taken as they are; what cannot be hashed is left out.
 * `userData` is Google's object: `email` or `email_address`, `phone_number`, `address`, each also as a list.
 */
export function encodeUserData(userData: unknown, digest: Digest, onDone: (encoded: string | undefined) => void): void {
  const parts = toParts(userData);
  const written: (string | undefined)[] = parts.map((part) =>
    'ready' in part ? `${part.key}.${part.ready}` : undefined,
  );
  let waitingFor = parts.filter((part) => 'toHash' in part).length;
  const finish = (): void => {
    const present = written.filter((text) => text !== undefined);
    const namesSomebody = present.some((text) => /^(?:em|pn|fn|ln|sa)/.test(text));
    onDone(namesSomebody ? ['tv.1', ...present].join('~') : undefined);
  };
  const arrive = (): void => {
    waitingFor -= 1;
    if (waitingFor === 0) {
      finish();
    }
  };
  if (waitingFor === 0) {
    finish();
    return;
  }
  for (const [index, part] of parts.entries()) {
    if ('toHash' in part) {
      digest(
        part.toHash,
        (bytes) => {
          written[index] = `${part.key}.${toBase64Url(bytes)}`;
          arrive();
        },
        arrive,
      );
    }
  }
}
