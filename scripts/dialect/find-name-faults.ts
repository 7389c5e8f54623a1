// Finds names without a declaration, and names that are assigned or used against their declaration.
import { testFunctions } from '../../gtm-templates/sandbox/test-functions.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { apiNames, type Container } from './api-names.ts';
import type { Reference } from './find-references.ts';
import type { Finding } from './finding.ts';
import { cureOfName } from './name-cures.ts';
import * as say from './name-faults.ts';

/** What decides which names are known. */
export interface NameRules {
  readonly kind: 'source' | 'built' | 'sandboxed';
  readonly container: Container | undefined;
  readonly isTest: boolean;
  readonly globals: readonly string[];
}

/** Every use of a name that GTM's compiler would refuse, or that can only throw. */
export function findNameFaults(references: readonly Reference[], rules: NameRules): Finding[] {
  const known = knownNames(rules);
  return references.flatMap((reference) => {
    const fault = reference.binding === undefined ? freeFault(reference, known, rules) : boundFault(reference);
    return fault === undefined ? [] : [{ offset: reference.node.start, say: fault }];
  });
}

function knownNames({ kind, isTest, globals }: NameRules): ReadonlySet<string> {
  const own = {
    source: ['undefined'],
    built: ['undefined', 'data', 'require'],
    // Google's documentation names both numbers in its examples of assertThat; no published template does.
    sandboxed: ['undefined', 'data', 'require', 'NaN', 'Infinity'],
  }[kind];
  return new Set([...own, ...(isTest ? testFunctions : []), ...globals]);
}

function freeFault({ name, isWrite }: Reference, known: ReadonlySet<string>, rules: NameRules) {
  if (name === 'undefined' && isWrite) return (place: Place) => say.constAssignment(place, name);
  if (known.has(name)) return undefined;
  if (name === 'NaN' || name === 'Infinity') return (place: Place) => say.unsureNumber(place, name, cureOfName(name));
  if (!apiNames(rules.container).has(name)) return (place: Place) => say.undeclaredName(place, name, cureOfName(name));
  const cure =
    rules.kind === 'source'
      ? `import { ${name} } from 'sandbox:${rules.container ?? 'web'}'`
      : `const ${name} = require('${name}')`;
  return (place: Place) => say.undeclaredApi(place, name, cure);
}

function boundFault({ name, node, binding, home, isWrite }: Reference): Finding['say'] | undefined {
  if (binding === undefined) return undefined;
  // Only where both stand in one function is it certain which of them comes first.
  if (binding.readyAt > node.start && binding.home === home) return (place) => say.usedTooEarly(place, name);
  if (!isWrite) return undefined;
  if (binding.kind === 'arguments') return say.argumentsAssignment;
  return binding.kind === 'const' || binding.kind === 'import'
    ? (place) => say.constAssignment(place, name)
    : undefined;
}
