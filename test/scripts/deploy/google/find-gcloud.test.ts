// How gcloud is started on which machine.
import { describe, expect, test } from 'vitest';
import { findGcloud } from '../../../../scripts/deploy/google/find-gcloud.ts';

const root = 'C:\\Users\\Ann Lee\\AppData\\Local\\Google\\Cloud SDK\\google-cloud-sdk';
const files = [`${root}\\lib\\gcloud.py`, `${root}\\platform\\bundledpython\\python.exe`];

describe('findGcloud', () => {
  test('is the program on the PATH', () => {
    expect(findGcloud({ platform: 'linux', env: {}, exists: () => false })).toEqual({ file: 'gcloud', args: [] });
  });

  test('is on Windows what the batch file on the PATH starts, so that no shell reads its arguments', () => {
    const env = { Path: `C:\\Windows;"${root}\\bin"` };
    expect(findGcloud({ platform: 'win32', env, exists: (path) => files.includes(path) })).toEqual({
      file: `${root}\\platform\\bundledpython\\python.exe`,
      args: ['-S', `${root}\\lib\\gcloud.py`],
    });
  });

  test('takes another Python and another folder on Windows where gcloud itself would', () => {
    const exists = (path: string): boolean => path === 'D:\\sdk\\lib\\gcloud.py';
    const env = { PATH: 'C:\\Windows', CLOUDSDK_ROOT_DIR: 'D:\\sdk' };
    const args = ['-S', 'D:\\sdk\\lib\\gcloud.py'];
    expect(findGcloud({ platform: 'win32', env, exists })).toEqual({ file: 'python.exe', args });
    const own = { ...env, CLOUDSDK_PYTHON: 'D:\\python.exe', CLOUDSDK_PYTHON_SITEPACKAGES: '1' };
    expect(findGcloud({ platform: 'win32', env: own, exists })).toEqual({ file: 'D:\\python.exe', args: [args[1]] });
  });

  test('is not there on Windows where no folder of the PATH holds it', () => {
    expect(findGcloud({ platform: 'win32', env: { PATH: 'C:\\Windows' }, exists: () => false })).toBeUndefined();
    expect(findGcloud({ platform: 'win32', env: {}, exists: () => true })).toBeUndefined();
  });
});
