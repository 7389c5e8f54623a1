// Which account a property belongs to, and which role is enough.
import { describe, expect, test } from 'vitest';
import { findOwningAccount, isEnough } from '../../../functions/rules/account.ts';

describe('findOwningAccount', () => {
  const deployment = { accountId: 'acc_of_deployment' };

  test('a property that names an account belongs to it', () => {
    expect(findOwningAccount({ accountId: 'acc_own' }, deployment)).toBe('acc_own');
    expect(findOwningAccount({ accountId: 'acc_own' }, undefined)).toBe('acc_own');
  });

  test('a property that a terminal made belongs to the account of the deployment', () => {
    expect(findOwningAccount({ accountId: null }, deployment)).toBe('acc_of_deployment');
  });

  test('a property that a terminal made belongs to nobody while nobody owns the deployment', () => {
    expect(findOwningAccount({ accountId: null }, undefined)).toBeUndefined();
  });
});

describe('isEnough', () => {
  test.each([
    { role: 'owner', needed: 'owner', enough: true },
    { role: 'owner', needed: 'viewer', enough: true },
    { role: 'viewer', needed: 'viewer', enough: true },
    { role: 'viewer', needed: 'owner', enough: false },
  ] as const)('where $needed is needed, $role is enough: $enough', ({ role, needed, enough }) => {
    expect(isEnough(role, needed)).toBe(enough);
  });
});
