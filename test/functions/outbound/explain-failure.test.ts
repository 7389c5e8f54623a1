// Why an address gave no answer, in words with a cure.
import { describe, expect, test } from 'vitest';
import { explainFailure, isOnThisMachine, outboundFailures } from '../../../functions/outbound/explain-failure.ts';
import type { NotSentReason } from '../../../functions/outbound/send-request.ts';

const elsewhere = 'https://sgtm.example.com/checkout';

describe('explainFailure', () => {
  test('names the stable word, what is the matter and what to do', () => {
    expect(explainFailure({ kind: 'not_sent', reason: 'tls_failed' }, elsewhere)).toBe(
      ': the certificate of the host is not valid; renew it, or correct the address (tls_failed).',
    );
    expect(explainFailure({ kind: 'no_answer', reason: 'timeout' }, elsewhere)).toContain(
      'within 5 seconds (timeout).',
    );
  });

  test.each(Object.entries(outboundFailures))('%s has a cure behind its semicolon', (_, sentence) => {
    expect(sentence).toMatch(/^[^;]{10,}; [^;]{10,}[^.]$/);
  });

  test.each<[NotSentReason, string]>([
    ['not_https', 'http://127.0.0.1:8790'],
    ['ip_address', 'https://[::1]/checkout'],
    ['local_name', 'https://localhost/checkout'],
    ['local_name', 'https://shop.localhost'],
    ['private_address', 'https://localhost'],
  ])('%s of %s names first the setting that lets this machine be asked', (reason, url) => {
    expect(explainFailure({ kind: 'not_sent', reason }, url)).toMatch(
      /; to ask [^;]*, set TILLTAG_ALLOW_LOCAL=1, and else enter /,
    );
  });

  test('says nothing of that setting where it would not help', () => {
    const reasons: [NotSentReason, string][] = [
      ['connection_refused', 'http://127.0.0.1:8790'],
      ['not_https', 'http://sgtm.example.com'],
      ['private_address', 'https://intranet.example.com'],
    ];
    for (const [reason, url] of reasons) {
      expect(explainFailure({ kind: 'not_sent', reason }, url)).not.toContain('TILLTAG_ALLOW_LOCAL');
    }
  });
});

describe('isOnThisMachine', () => {
  test.each([elsewhere, 'https://10.0.0.1', 'https://localhost.example.com', 'no address', ''])('%j is not', (url) => {
    expect(isOnThisMachine(url)).toBe(false);
  });
});
