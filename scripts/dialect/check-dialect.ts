// Refuses what JavaScript has and GTM's sandbox lacks, in a template's source and in any sandboxed code.
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { Container } from './api-names.ts';
import { noDefaultExport, noModules, syntaxError } from './dialect-faults.ts';
import { findApiFaults } from './find-api-faults.ts';
import { findArrowArguments } from './find-arrow-arguments.ts';
import { findMemberFaults } from './find-member-faults.ts';
import { findNameFaults } from './find-name-faults.ts';
import { findReferences } from './find-references.ts';
import { findSyntaxFaults } from './find-syntax-faults.ts';
import { findTokenFaults } from './find-token-faults.ts';
import type { Finding } from './finding.ts';
import { duplicateDeclaration, reservedName } from './name-faults.ts';
import { type ParsedCode, type ParserFault, parseCode } from './parse-code.ts';
import { placeIn } from './place-in.ts';
import { listNodes, type PlacedNode } from './syntax-tree.ts';

/** How the code is meant. */
export interface DialectOptions {
  /** As it appears in diagnostics. */
  readonly file: string;
  /**
   * `source` is a module of ours, types already erased; `built` is what we make of it; `sandboxed` is the body of
   * anyone's template function, or of a test. Of what no published template does, but GTM may take, ours are kept free.
   */
  readonly kind: 'source' | 'built' | 'sandboxed';
  /** Whose APIs `require` knows; those of both containers unless told. */
  readonly container?: Container;
  /** The line of the file on which the code starts; 1 unless told. */
  readonly firstLine?: number;
  /** The column on which each line of the code starts, as in an indented block; 1 unless told. */
  readonly firstColumn?: number;
  /** Whether the functions for tests are in scope: `runCode`, `assertThat` and their like. */
  readonly isTest?: boolean;
  /** Code that runs before in the same scope, as the setup of a test does. Its own faults are not told. */
  readonly prelude?: string;
  /** Names in scope besides. */
  readonly globals?: readonly string[];
}

type Kind = DialectOptions['kind'];

/** Every fault of the code, in the order of its lines; none means that GTM's compiler should take it. */
export function checkDialect(code: string, options: DialectOptions): Diagnostic[] {
  const isSource = options.kind === 'source';
  const prelude = options.prelude === undefined ? '' : `${options.prelude}\n`;
  const whole = prelude + code;
  const parsed = parseCode(whole, isSource);
  const nodes = parsed.tree === undefined ? [] : listNodes(parsed.tree);
  // A prelude that does not parse would hide the code: then the names it declares are unknown, and no name is judged.
  if (parsed.tree === undefined && prelude !== '' && parseCode(prelude, isSource).tree === undefined) {
    return checkAlone(code, options);
  }
  const findings = findFaults(whole, parsed, nodes, options);
  const own = findings.map(({ offset, say }) => ({ offset: offset - prelude.length, say }));
  return toDiagnostics(
    code,
    own.filter(({ offset }) => offset >= 0),
    options,
  );
}

/** As `checkDialect`, for a module of ours that was parsed already. */
export function checkSource(code: string, parsed: ParsedCode, file: string, container: Container): Diagnostic[] {
  const options = { file, container, kind: 'source' } as const;
  const nodes = parsed.tree === undefined ? [] : listNodes(parsed.tree);
  return toDiagnostics(code, findFaults(code, parsed, nodes, options), options);
}

/** Every fault of parsed code, in no order. */
export function findFaults(
  code: string,
  parsed: ParsedCode,
  nodes: readonly PlacedNode[],
  options: DialectOptions,
): Finding[] {
  return [...findLocalFaults(code, parsed, nodes, options.kind), ...findFaultsOfNames(nodes, options)];
}

/** What can be said where the declarations around the code are not known. */
function checkAlone(code: string, options: DialectOptions): Diagnostic[] {
  const parsed = parseCode(code, options.kind === 'source');
  const nodes = parsed.tree === undefined ? [] : listNodes(parsed.tree);
  return toDiagnostics(code, findLocalFaults(code, parsed, nodes, options.kind), options);
}

/** Faults that no declaration elsewhere could mend. */
function findLocalFaults(code: string, parsed: ParsedCode, nodes: readonly PlacedNode[], kind: Kind): Finding[] {
  const isOurs = kind !== 'sandboxed';
  const findings = parsed.faults.map(toFinding);
  if (parsed.tree === undefined) return findings;
  findings.push(...findSyntaxFaults(nodes, isOurs), ...findTokenFaults(code, parsed, kind));
  findings.push(...findModuleFaults(nodes, kind));
  return findings;
}

function findModuleFaults(nodes: readonly PlacedNode[], kind: Kind): Finding[] {
  const refused = kind === 'source' ? /^ExportDefaultDeclaration$/ : /^(Import|Export)\w*Declaration$/;
  const say = kind === 'source' ? noDefaultExport : noModules;
  return nodes.flatMap(({ node }) => (refused.test(node.type) ? [{ offset: node.start, say }] : []));
}

function findFaultsOfNames(nodes: readonly PlacedNode[], options: DialectOptions): Finding[] {
  const [root] = nodes;
  if (root === undefined) return [];
  const { kind, container, isTest = false, globals = [] } = options;
  const isSource = kind === 'source';
  const references = findReferences(root.node);
  return [
    ...findNameFaults(references, { kind, container, isTest, globals }),
    ...findMemberFaults(nodes, references, isSource),
    ...(isSource ? findArrowArguments(references) : findApiFaults(nodes, references, container)),
  ];
}

function toFinding({ offset, message }: ParserFault): Finding {
  const [, duplicate] = /^Identifier '(.+)' has already been declared$/.exec(message) ?? [];
  if (duplicate !== undefined) return { offset, say: (place) => duplicateDeclaration(place, duplicate) };
  const [, reserved] = /^The keyword '(.+)' is reserved$/.exec(message) ?? [];
  if (reserved !== undefined) return { offset, say: (place) => reservedName(place, reserved) };
  return { offset, say: (place) => syntaxError(place, message) };
}

/** Findings of the code as sentences, in the order of its lines. */
export function toDiagnostics(code: string, findings: readonly Finding[], options: DialectOptions): Diagnostic[] {
  const placeOf = placeIn(code);
  const { file, firstLine = 1, firstColumn = 1 } = options;
  return findings
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, say }) => {
      const { line, column } = placeOf(offset);
      const place: Place = { file, line: line + firstLine - 1, column: column + firstColumn - 1 };
      return say(place);
    });
}
