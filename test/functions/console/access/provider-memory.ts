// What the test's OpenID provider keeps, for as long as the test runs.
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** The provider's records of all kinds, those of one kind under its name. */
export function createProviderMemory(): (kind: string) => Adapter {
  const records = new Map<string, AdapterPayload>();
  return (kind) => {
    const keyOf = (id: string) => `${kind}:${id}`;
    const findBy = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...records].find(([key, payload]) => key.startsWith(`${kind}:`) && matches(payload))?.[1];
    return {
      upsert: async (id, payload) => void records.set(keyOf(id), payload),
      find: async (id) => records.get(keyOf(id)),
      findByUid: async (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findBy((payload) => payload.userCode === userCode),
      async consume(id) {
        const payload = records.get(keyOf(id));
        if (payload !== undefined) records.set(keyOf(id), { ...payload, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => void records.delete(keyOf(id)),
      async revokeByGrantId(grantId) {
        for (const [key, payload] of records) if (payload.grantId === grantId) records.delete(key);
      },
    };
  };
}
