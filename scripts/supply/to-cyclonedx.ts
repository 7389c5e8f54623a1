// Turns the packages of a lock file into a bill of materials as CycloneDX 1.6 defines it.
import type { LockedPackage, LockedProject } from './read-packages.ts';

interface Component {
  readonly type: 'application' | 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly group?: string;
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[];
}

/** A bill of materials (https://cyclonedx.org/docs/1.6/json/): the same packages give the same text, without date or number. */
export interface BillOfMaterials {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly version: 1;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * The bill of a project's runtime packages, or of all with `isAll`: what only builds and tests has the scope `excluded`.
 * A version that stands in several places is one component, which needs what any of them needs.
 */
export function toCyclonedx(project: LockedProject, { isAll }: { isAll: boolean }): BillOfMaterials {
  const packages = project.packages.filter(({ isRuntime }) => isAll || isRuntime);
  const refs = new Map(packages.map((one) => [one.place, toPurl(one)]));
  const toRefs = (places: readonly string[]) => [...new Set(places.flatMap((place) => refs.get(place) ?? []))].sort();
  const own = `${project.name}@${project.version}`;
  const byRef = Map.groupBy(packages, toPurl);
  const sorted = [...byRef].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name: project.name,
        version: project.version,
        purl: toPurl(project),
        ...toLicences(project.licence),
      },
    },
    components: sorted.flatMap(([ref, places]) =>
      places[0] === undefined ? [] : [toComponent(ref, places[0], places)],
    ),
    dependencies: [
      { ref: own, dependsOn: toRefs(project.needs) },
      ...sorted.map(([ref, places]) => ({ ref, dependsOn: toRefs(places.flatMap(({ needs }) => needs)) })),
    ],
  };
}

function toComponent(ref: string, one: LockedPackage, places: readonly LockedPackage[]): Component {
  const [group, name] = one.name.startsWith('@') ? one.name.split('/') : [undefined, one.name];
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group !== undefined && { group }),
    name: name ?? one.name,
    version: one.version,
    scope: findScope(places),
    purl: ref,
    ...(one.integrity !== undefined && { hashes: [toHash(one.integrity)] }),
    ...toLicences(one.licence),
  };
}

function findScope(places: readonly LockedPackage[]): 'required' | 'optional' | 'excluded' {
  const used = places.filter(({ isRuntime }) => isRuntime);
  if (used.length === 0) return 'excluded';
  return used.every(({ isOptional }) => isOptional) ? 'optional' : 'required';
}

/** See https://github.com/package-url/purl-spec: the `@` of a scope is encoded, its slash is not. */
function toPurl({ name, version }: { readonly name: string; readonly version: string }): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function toHash(integrity: string): { alg: string; content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-');
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
}

function toLicences(licence: string | undefined): Pick<Component, 'licenses'> {
  if (licence === undefined) return {};
  return { licenses: [/\s/.test(licence) ? { expression: licence } : { license: { id: licence } }] };
}
