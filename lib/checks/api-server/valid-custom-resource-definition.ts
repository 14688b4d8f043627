import { Field } from '../../manifest/objects/field';
import { isJsonObject, type JsonValue } from '../../manifest/objects/json';
import type { Check } from '../check';
import { emptyText, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { printerColumnProblems } from './fields/printer-column';
import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import { isDeepStrictEqual } from 'node:util';
import { conversionProblems } from './definition/conversion';
import { schemaProblems } from './definition/judge-schema';
import { selectableFieldProblems } from './definition/selectable-fields';
import { dns1035LabelErrors, dnsSubdomainErrors } from '../../manifest/grammar/dns-name';

/** A definition names its kind, and has versions with structural schemas, one of which is stored. */
export const validCustomResourceDefinition: Check = {
  id: 'valid-custom-resource-definition',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the definition, and with it every object of its kind.',
  assumptions: ['The API server has the feature gates on that its Kubernetes version turns on by default.'],
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  run: function* ({ manifest }, { cluster }) {
    const root = Field.root(manifest);
    const spec = root.at('spec');
    if (spec.map === undefined) return;
    yield* identityProblems(root, spec);
    yield* approvalProblems(root, spec.at('group'));
    yield* namesProblems(spec.at('names'));
    yield* versionsProblems(spec.at('versions'), cluster.kubernetesVersion);
    yield* conversionProblems(spec.at('conversion'));
    const preserve = spec.at('preserveUnknownFields');
    if (preserve.value !== true) return;
    const rule =
      'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
    yield invalid(preserve, rule, 'set x-kubernetes-preserve-unknown-fields: true where fields are free');
  },
};

function* identityProblems(root: Field, spec: Field): Iterable<Problem> {
  const [name, group, scope] = [root.at('metadata', 'name'), spec.at('group'), spec.at('scope')];
  const wanted = `${spec.at('names', 'plural').text ?? ''}.${group.text ?? ''}`;
  if (name.text !== undefined && name.text !== wanted) {
    yield invalid(name, 'must be spec.names.plural+"."+spec.group', `use ${wanted}`);
  }
  yield* emptyText(group, 'name a domain, such as example.com');
  if (group.text !== undefined && group.text !== '') {
    const errors = dnsSubdomainErrors(group.text);
    yield* joined(group, errors);
    if (errors.length === 0 && !group.text.includes('.')) {
      yield invalid(group, 'should be a domain with at least one dot', 'use a domain, such as example.com');
    }
  }
  yield* emptyText(scope, 'use Namespaced or Cluster');
  if (scope.text !== undefined && scope.text !== '' && !['Cluster', 'Namespaced'].includes(scope.text)) {
    yield unsupported(scope, ['Cluster', 'Namespaced'], 'use Namespaced or Cluster');
  }
}

function* namesProblems(names: Field): Iterable<Problem> {
  const [kind, listKind] = [names.at('kind'), names.at('listKind')];
  yield* emptyText(names.at('plural'), 'name the kind in plural, in lower case');
  yield* emptyText(kind, 'name the kind');
  const labels = [names.at('plural'), names.at('singular')];
  for (const name of [...labels, ...names.at('shortNames').items(), ...names.at('categories').items()]) {
    if (name.text !== undefined && name.text !== '') yield* joined(name, dns1035LabelErrors(name.text));
  }
  for (const name of [kind, listKind]) {
    if (name.text === undefined || name.text === '') continue;
    const errors = dns1035LabelErrors(name.text.toLowerCase()).join(',');
    const rule = `may have mixed case, but should otherwise match: ${errors}`;
    if (errors !== '') yield invalid(name, rule, 'use letters and digits');
  }
  if (kind.text !== undefined && kind.text !== '' && kind.text === listKind.text) {
    yield invalid(listKind, 'kind and listKind may not be the same', `use ${kind.text}List`);
  }
}

/** Groups of the Kubernetes project belong to it. */
function* approvalProblems(root: Field, group: Field): Iterable<Problem> {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group.text ?? '')) return;
  const annotation = root.at('metadata', 'annotations').entry('api-approved.kubernetes.io');
  const see = 'see https://github.com/kubernetes/enhancements/pull/1111';
  const rule = 'protected groups must have approval annotation "api-approved.kubernetes.io"';
  const fix = 'use a group of your own, or name the pull request that approved the API';
  const { text = '' } = annotation;
  if (text === '') yield required(annotation, `${rule}, ${see}`, fix);
  else if (!text.startsWith('unapproved') && !/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+/i.test(text)) {
    yield invalid(annotation, `${rule} with either a URL or a reason starting with "unapproved", ${see}`, fix);
  }
}

function* versionsProblems(versions: Field, kubernetesVersion: KubernetesVersion): Iterable<Problem> {
  if (!versions.isSet) return;
  const names = versions.items().map((version) => version.at('name').text ?? '');
  if (new Set(names).size < names.length) {
    yield invalid(versions, 'must contain unique version names', 'give every version a name of its own');
  }
  if (versions.items().filter((version) => version.at('storage').value === true).length !== 1) {
    const fix = 'set storage: true on one version, and false on all others';
    yield invalid(versions, 'must have exactly one version marked as storage version', fix);
  }
  const isShared = versions
    .items()
    .every(({ value }, _, [first]) => isDeepStrictEqual(schemaOf(value), schemaOf(first?.value)));
  for (const version of versions.items()) {
    const [name, schema] = [version.at('name'), version.at('schema', 'openAPIV3Schema')];
    if (name.text !== undefined) yield* joined(name, dns1035LabelErrors(name.text));
    yield* warningProblems(version);
    if (!schema.isSet) yield required(schema, '', 'describe the fields of the kind');
    else {
      const hasStatus = version.at('subresources', 'status').isSet;
      for (const problem of schemaProblems(schema, hasStatus, kubernetesVersion)) {
        yield isShared ? { ...problem, message: withSharedPath(problem.message) } : problem;
      }
      yield* selectableFieldProblems(version.at('selectableFields'), schema);
    }
    for (const column of version.at('additionalPrinterColumns').items()) yield* printerColumnProblems(column);
    yield* scaleProblems(version.at('subresources', 'scale'));
  }
}

function schemaOf(version: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(version) ? version.schema : undefined;
}

/** Where all versions have one schema, the server names it once. */
function withSharedPath(message: string): string {
  return message.replaceAll(/spec\.versions\[\d+\]\.schema\.openAPIV3Schema/g, 'spec.validation.openAPIV3Schema');
}

function* warningProblems(version: Field): Iterable<Problem> {
  const warning = version.at('deprecationWarning');
  if (warning.text === undefined) return;
  if (version.at('deprecated').value !== true) {
    yield invalid(warning, 'can only be set for deprecated versions', 'set deprecated: true');
  }
  const length = Buffer.byteLength(warning.text);
  if (length > 256) yield invalid(warning, 'must be <= 256 characters long', `shorten it by ${length - 256}`);
  if (warning.text === '') yield invalid(warning, 'must not be an empty string', 'say what to use instead');
  const index = [...warning.text].findIndex((character) => /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character));
  if (index === -1) return;
  const rule = 'must only contain printable UTF-8 characters; non-printable character found at index';
  const before = [...warning.text].slice(0, index).join('');
  yield invalid(warning, `${rule} ${Buffer.byteLength(before)}`, 'write it on one line');
}

function* scaleProblems(scale: Field): Iterable<Problem> {
  for (const [name, root] of [
    ['specReplicasPath', '.spec.'],
    ['statusReplicasPath', '.status.'],
  ] as const) {
    const path = scale.at(name);
    yield* emptyText(path, `use ${root}replicas`);
    if (path.text === undefined || path.text === '') continue;
    if (!path.text.startsWith('.')) {
      yield invalid(path, 'must be a simple json path starting with .', `use ${root}replicas`);
    } else if (!path.text.startsWith(root)) {
      yield invalid(path, `should be a json path under ${root.slice(0, -1)}`, `use ${root}replicas`);
    }
  }
  yield* selectorPathProblems(scale.at('labelSelectorPath'));
}

/** The label selector may stand in the specification or in the status. */
function* selectorPathProblems(path: Field): Iterable<Problem> {
  if (path.text === undefined || path.text === '') return;
  if (!path.text.startsWith('.')) {
    yield invalid(path, 'must be a simple json path starting with .', 'use .status.selector');
  } else if (!path.text.startsWith('.spec.') && !path.text.startsWith('.status.')) {
    yield invalid(path, 'should be a json path under either .spec or .status', 'use .status.selector');
  }
}

/** Here the server says everything about one name in one sentence. */
function* joined(field: Field, errors: readonly string[]): Iterable<Problem> {
  if (errors.length > 0) yield invalid(field, errors.join(','), 'use lower-case letters, digits and hyphens');
}
