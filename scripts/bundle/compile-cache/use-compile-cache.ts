// Has a deployed function's process take compiled code from the folder beside it; loaded before everything else.
import { existsSync, readdirSync, rmdirSync, symlinkSync } from 'node:fs';
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { basename, dirname, join } from 'node:path';

const folder = join(__dirname, 'compile-cache');

// Only a folder that was filled: Node would make one, and write into it at the end of every process for nobody.
if (existsSync(folder)) {
  enableCompileCache({ directory: folder, portable: true });
  adoptFilled(getCompileCacheDir());
}

/**
 * Node keeps a folder for each kind of processor, though V8 takes code from any other of the same release and flags
 * (https://github.com/nodejs/node/pull/54122); the machine that builds an image is rarely of the kind that runs it. So a folder
 * that Node has just made, with nothing in it, becomes a link to the one that was filled. Where that fails, the start is
 * slower, and nothing else.
 */
function adoptFilled(own: string | undefined): void {
  if (own === undefined) return;
  try {
    if (readdirSync(own).length > 0) return;
    // Release and architecture come first in the name; V8 itself refuses what was made with other flags.
    const kind = basename(own).split('-').slice(0, 2).join('-');
    const filled = readdirSync(folder).find((name) => name.startsWith(`${kind}-`) && name !== basename(own));
    if (filled === undefined) return;
    rmdirSync(own);
    symlinkSync(filled, join(dirname(own), basename(own)), 'dir');
  } catch {
    // A folder that may only be read is such a case.
  }
}
