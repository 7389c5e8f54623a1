// The written answer: whole JSON, and no more of it kept than anybody asks for.
import { describe, expect, it } from 'vitest';
import type { RememberedSession } from '../../../functions/public/session-memory.ts';
import { type AnswerVariables, writeAnswer } from '../../../functions/public/write-answer.ts';
import { toCheckoutAnswer } from '../../../functions/rules/answer.ts';
import { noAttribution } from '../../../functions/rules/attribution.ts';
import { buildSession } from '../rules/checkout-session-builder.ts';
import { newProperty } from '../store/records.ts';

const outcome = { kind: 'completed', status: 'paid', event: 'purchase' } as const;
const variables: AnswerVariables = {
  firstView: true,
  policy: 'plain',
  campaign: { utm_source: '","x":"', utm_medium: null, utm_campaign: '\u2028', utm_term: null, utm_content: null },
  attribution: noAttribution,
};

function remember(): RememberedSession {
  return {
    session: buildSession(),
    hasBuyer: true,
    passport: undefined,
    readAtMs: 0,
    entry: undefined,
    attribution: undefined,
    writtenAnswers: new Map(),
    propertyVersion: 1,
  };
}

describe('writeAnswer', () => {
  it('is the answer of the rules as JSON, when it is written and when it is reused', () => {
    const remembered = remember();
    const property = newProperty();
    const expected = toCheckoutAnswer({ session: remembered.session, property, outcome, ...variables });
    for (let time = 1; time <= 2; time++) {
      expect(JSON.parse(writeAnswer(remembered, property, outcome, variables))).toEqual(expected);
    }
    expect(remembered.writtenAnswers.size).toBe(1);
  });

  it('tells each click for itself, also when both answers are reused', () => {
    const remembered = remember();
    const property = newProperty();
    const told = (clickId: string) => {
      const attribution = { ...noAttribution, clickId, click: { gclid: clickId }, metaIds: { fbp: clickId } };
      return JSON.parse(writeAnswer(remembered, property, outcome, { ...variables, attribution }));
    };
    for (const clickId of ['a', 'b', 'a', 'b']) {
      expect(told(clickId)).toMatchObject({ click: { gclid: clickId }, meta_user_data: { fbp: clickId } });
    }
    expect(JSON.parse(writeAnswer(remembered, property, outcome, variables)).click).toEqual({});
  });

  it('keeps four answers at most, however often the property changes', () => {
    const remembered = remember();
    for (let version = 1; version <= 20; version++) {
      writeAnswer(remembered, newProperty({ version }), outcome, variables);
      expect(remembered.writtenAnswers.size).toBeLessThanOrEqual(4);
    }
  });
});
