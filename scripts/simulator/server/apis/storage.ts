// The API that keeps data for all runs of one template on one server.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, checkArguments, optional, required } from '../../sandbox/checked-function.ts';
import { copyData } from '../../sandbox/copy-data.ts';
import type { ServerContext } from '../server-context.ts';

function storageOf({ host, templateName }: ServerContext): Map<string, unknown> {
  const existing = host.templateStorages.get(templateName);
  if (existing) {
    return existing;
  }
  const storage = new Map<string, unknown>();
  host.templateStorages.set(templateName, storage);
  return storage;
}

const key = required('key', 'string');

const templateDataStorage: ApiFactory<ServerContext> = (context) => {
  const open = (): Map<string, unknown> => {
    requirePermission(context.permissions, 'access_template_storage');
    return storageOf(context);
  };
  return {
    getItemCopy: checkArguments([key], ([name]) => copyData(open().get(name)) ?? null),
    setItemCopy: checkArguments([key, optional('value', 'any')], ([name, value]) => {
      const storage = open();
      if (value === undefined || value === null) {
        storage.delete(name);
      } else {
        storage.set(name, copyData(value));
      }
    }),
    removeItem: checkArguments([key], ([name]) => {
      open().delete(name);
    }),
    clear: checkArguments([], () => open().clear()),
  };
};

/** Template data storage. */
export const storageApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { templateDataStorage };
