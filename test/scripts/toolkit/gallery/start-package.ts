// A gallery repository in a temporary folder, with real commits.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readLicence } from '../../../../scripts/toolkit/gallery/check-licence.ts';
import { writeFolder } from '../../compiler/template-folder.ts';
import { toTpl } from '../to-tpl.ts';

/** A folder that is written to and committed step by step. */
export interface TestPackage {
  readonly folder: string;
  /** Writes files, or removes those that are undefined. */
  readonly write: (files: Readonly<Record<string, string | undefined>>) => void;
  readonly git: (...args: readonly string[]) => string;
  /** Commits everything; answers the commit. */
  readonly commit: () => string;
}

/** The template of these packages. */
export const goodTemplate = toTpl({ info: { brand: { thumbnail: toThumbnail(96, 96) } } });

/** metadata.yaml with these versions, newest first. */
export function toMetadata(...shas: readonly string[]): string {
  const entries = shas.map((sha, index) => `  - sha: ${sha}\n    changeNotes: Change ${shas.length - index}.\n`);
  return `homepage: https://example.com\ndocumentation: https://example.com/docs\nversions:\n${entries.join('')}`;
}

/** A PNG of this size as a data URI, with as many bytes at its end. */
export function toThumbnail(width: number, height: number, bytes = 0): string {
  const head = Buffer.alloc(33);
  head.write('\u0089PNG\r\n\u001a\n', 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return `data:image/png;base64,${Buffer.concat([head, Buffer.alloc(bytes)]).toString('base64')}`;
}

/** A repository without a commit and without a file. */
export function startRepository(branch = 'main'): TestPackage {
  const folder = writeFolder({});
  const git = (...args: readonly string[]) => {
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  };
  const write: TestPackage['write'] = (files) => {
    for (const [file, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(folder, file));
      else {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    }
  };
  git('init', '--quiet', `--initial-branch=${branch}`);
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A change');
    return git('rev-parse', 'HEAD');
  };
  return { folder, write, git, commit };
}

/** A repository in which all is well: the template in one commit, metadata.yaml that names it in the next. */
export function startPackage(): TestPackage & { readonly sha: string } {
  const started = startRepository();
  started.write({ 'template.tpl': goodTemplate, LICENSE: readLicence(), 'README.md': '# A template\n' });
  const sha = started.commit();
  started.write({ 'metadata.yaml': toMetadata(sha) });
  started.commit();
  return { ...started, sha };
}
