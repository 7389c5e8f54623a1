// The file metadata.yaml of a gallery package: which commits hold which versions, newest first.
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import { advice, type Finding, fault } from './finding.ts';

/** One version that the gallery shows. */
export interface Version {
  /** The commit that holds this version of template.tpl. */
  readonly sha: string;
  readonly changeNotes: string;
}

/** A version, and the line on which it stands. */
export interface PlacedVersion extends Version {
  readonly line: number;
  readonly column: number;
}

/** What the file says. What is missing or broken is empty here and named in `findings`. */
export interface Metadata {
  readonly homepage: string;
  readonly documentation: string;
  readonly versions: readonly PlacedVersion[];
  readonly findings: readonly Finding[];
}

/** Reads the file; never fails. Whether the commits exist is for others to find out. */
export function parseMetadata(text: string): Metadata {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file: metadataFile, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    const findings = document.errors.map(({ pos, message }) => {
      return fault(at(pos[0]), `The gallery cannot read this YAML: ${message.split(' at line ')[0]}.`);
    });
    return { ...empty, findings };
  }
  if (!isMap(document.contents)) {
    return { ...empty, findings: [fault(at(0), 'The file must hold homepage, documentation and versions.')] };
  }
  const findings: Finding[] = [];
  const addresses = ['homepage', 'documentation'].map((key) => {
    const node = document.get(key, true);
    const address = readText(node);
    findings.push(...checkAddress(key, address, at(offsetOf(node))));
    return address;
  });
  const versions = readVersions(document.get('versions', true), at, findings);
  return { homepage: addresses[0] ?? '', documentation: addresses[1] ?? '', versions, findings };
}

/** The text of the file; the same description gives the same text. */
export function printMetadata(
  description: Pick<Metadata, 'homepage' | 'documentation'> & { versions: readonly Version[] },
) {
  const { homepage, documentation, versions } = description;
  const entries = versions.map(({ sha, changeNotes }) => ({ sha, changeNotes }));
  return stringify({ homepage, documentation, versions: entries }, { lineWidth: 0 });
}

/** What the file is called. */
export const metadataFile = 'metadata.yaml';

const empty = { homepage: '', documentation: '', versions: [] };

type ToPlace = (offset: number) => { file: string; line: number; column: number };

function readVersions(node: unknown, at: ToPlace, findings: Finding[]): PlacedVersion[] {
  if (!isSeq(node)) {
    findings.push(fault(at(offsetOf(node)), 'The key versions must hold a list, the newest version first.'));
    return [];
  }
  return node.items.map((item) => {
    const place = at(offsetOf(item));
    const sha = isMap(item) ? readText(item.get('sha', true)) : '';
    const changeNotes = isMap(item) ? readText(item.get('changeNotes', true)) : '';
    if (!/^[0-9a-f]{40}$/.test(sha)) {
      findings.push(
        fault(place, 'A version needs a sha: the 40 hexadecimal digits of the commit that holds its template.tpl.'),
      );
    }
    if (changeNotes.trim() === '') findings.push(fault(place, 'A version needs changeNotes that say what changed.'));
    return { sha, changeNotes, line: place.line, column: place.column };
  });
}

function checkAddress(key: string, address: string, place: ReturnType<ToPlace>): Finding[] {
  if (address === '') return [advice(place, `Without ${key} the gallery shows no link to it.`)];
  const isAddress = /^https?:\/\//.test(address) && URL.canParse(address);
  return isAddress ? [] : [fault(place, `The ${key} must be an address that starts with https://.`)];
}

/** A scalar as it was written: an all-digit sha is a number to YAML. */
function readText(node: unknown): string {
  if (!isScalar(node) || node.value === null) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? '');
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}
