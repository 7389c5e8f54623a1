// Writes a folder that is ready to be a gallery repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../../compiler/write-files.ts';
import { UsageError } from '../usage-error.ts';
import { makeLinksAbsolute } from './absolute-links.ts';
import { readLicence } from './check-licence.ts';
import { templateFile } from './check-template-file.ts';
import { openRepository } from './git-repository.ts';
import { type Metadata, metadataFile, parseMetadata, printMetadata } from './metadata.ts';
import { planVersions, type VersionPlan } from './plan-versions.ts';

/** What goes into the folder. */
export interface PackageContents {
  /** The template file as it was built. */
  readonly tpl: string;
  /** What a user would notice, one line per version, newest first. */
  readonly changes: readonly string[];
  readonly readme: Readme | undefined;
  /** Addresses; those that are undefined stay as the folder has them. */
  readonly homepage: string | undefined;
  readonly documentation: string | undefined;
}

/** The template's README, and where it comes from. */
export interface Readme {
  readonly text: string;
  /** Its folder in the repository it comes from, with slashes. */
  readonly folder: string;
  /** The address of that repository, where it is known. */
  readonly source: string | undefined;
}

/** Writes the files; the plan says how far the release is. Throws a UsageError for what only the caller can know. */
export function writePackage(folder: string, contents: PackageContents): VersionPlan {
  const { tpl, changes } = contents;
  const old = readOldMetadata(folder);
  const addresses = chooseAddresses(contents, old);
  const readme = moveReadme(contents.readme);
  const repository = existsSync(folder) ? openRepository(folder) : undefined;
  const plan = planVersions({ tpl, changes, recorded: old?.versions ?? [], repository });
  if (plan.kind === 'lost') {
    throw new UsageError(
      `metadata.yaml names the version “${plan.changeNotes}”, which is not among the changes in form.ts. Keep published lines there as they are.`,
    );
  }
  writeFiles(folder, [
    { fileName: templateFile, text: tpl },
    { fileName: metadataFile, text: printMetadata({ ...addresses, versions: plan.versions }) },
    { fileName: 'LICENSE', text: readLicence() },
    ...(readme === undefined ? [] : [{ fileName: 'README.md', text: readme }]),
  ]);
  return plan;
}

function readOldMetadata(folder: string): Metadata | undefined {
  const path = join(folder, metadataFile);
  if (!existsSync(path)) return undefined;
  const metadata = parseMetadata(readFileSync(path, 'utf8'));
  const faults = metadata.findings.filter(({ isAdvice }) => !isAdvice);
  if (faults.length === 0) return metadata;
  const lines = faults.map(({ line, message }) => `${metadataFile}:${line} — ${message}`);
  throw new UsageError(`The metadata.yaml in the folder is broken; mend it first.\n${lines.join('\n')}`);
}

function chooseAddresses(contents: PackageContents, old: Metadata | undefined) {
  const homepage = contents.homepage ?? old?.homepage ?? '';
  const documentation = contents.documentation ?? old?.documentation ?? '';
  const missing = [homepage === '' ? '--homepage' : [], documentation === '' ? '--documentation' : []].flat();
  if (missing.length === 0) return { homepage, documentation };
  throw new UsageError(
    `The gallery links to the template’s homepage and documentation. Name them once with ${missing.join(' and ')}; the folder’s metadata.yaml remembers them.`,
  );
}

function moveReadme(readme: Readme | undefined): string | undefined {
  if (readme === undefined) return undefined;
  const { text, lost } = makeLinksAbsolute(readme.text, readme.folder, readme.source);
  if (lost.length === 0) return text;
  throw new UsageError(
    `The README links to ${lost.join(', ')}, which the gallery’s repository will not hold. Name the address of this repository with --source, each time.`,
  );
}
