// The report's schema: what a page may say, to the letter.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { claimPattern, propertyIdPattern, sessionIdPattern } from '../../../functions/contract/lookup-query.ts';
import { type Report, reportSchema } from '../../../functions/contract/report.ts';

const accepts = new Ajv().compile(reportSchema);

const report: Report = {
  property_id: 'prop_shop_1',
  checkout_session_id: 'cs_test_a1PaidShirt0000000000',
  event_id: 'purchase:cs_test_a1PaidShirt0000000000',
  claim: 'AAAAAAAAAAAAAAAAAAAAAA',
};

describe('reportSchema', () => {
  test('a report of the page is accepted', () => {
    expect(accepts(report)).toBe(true);
    expect(accepts({ ...report, event_id: 'checkout_pending:cs_test_a1PaidShirt0000000000' })).toBe(true);
  });

  test.each(['property_id', 'checkout_session_id', 'event_id', 'claim'] as const)(
    'a report without %s is refused',
    (key) => {
      const { [key]: _left, ...rest } = report;
      expect(accepts(rest)).toBe(false);
    },
  );

  test.each(['property_id', 'checkout_session_id', 'event_id', 'claim'])(
    'a %s that is no fitting string is refused',
    (key) => {
      for (const value of [null, 1, true, {}, [], '', ' ', '../../etc', `${'a'.repeat(300)}`]) {
        expect(accepts({ ...report, [key]: value })).toBe(false);
      }
    },
  );

  test('a value that only begins or ends well is refused', () => {
    for (const [key, value] of Object.entries(report)) {
      expect(accepts({ ...report, [key]: `${value}\n` })).toBe(false);
      expect(accepts({ ...report, [key]: ` ${value}` })).toBe(false);
      expect(accepts({ ...report, [key]: `${value}"` })).toBe(false);
    }
  });

  test('a key nobody asked for is refused', () => {
    expect(accepts({ ...report, email: 'ada@example.com' })).toBe(false);
  });

  test.each([null, [], 'purchase', 7, true])('%j is no report', (body) => {
    expect(accepts(body)).toBe(false);
  });

  test('its patterns are those of the lookup', () => {
    const { property_id, checkout_session_id, claim } = reportSchema.properties;
    expect(property_id).toMatchObject({ pattern: propertyIdPattern.source });
    expect(checkout_session_id).toMatchObject({ pattern: sessionIdPattern.source });
    expect(claim).toMatchObject({ pattern: claimPattern.source });
  });
});
