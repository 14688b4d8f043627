import type { Manifest } from '../../manifest/objects/manifest';
import type { Problem } from '../../manifest/objects/finding';
import { isBuiltInGroup } from '../facts/built-in-groups';
import type { KnownKind } from '../facts/facts-catalog';
import { formatValue } from './validation-report';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

/** Groups whose objects are questions that nobody stores, and that need no name. */
const namelessGroups: ReadonlySet<string> = new Set(['authentication.k8s.io', 'authorization.k8s.io']);

/** What an object's address must be like for its kind. The names of built-in kinds have rules of their own elsewhere. */
export function* metadataProblems({ metadata }: Manifest, known: KnownKind): Iterable<Problem> {
  const { name, generateName } = metadata;
  const isNamed = isText(name) || isText(generateName);
  if (!isNamed && !namelessGroups.has(known.group)) {
    yield {
      path: 'metadata.name',
      message: 'Required value: name or generateName is required',
      fix: 'set metadata.name',
    };
  }
  if (isText(name) && !isBuiltInGroup(known.group) && (name.length > 253 || !subdomain.test(name))) {
    const rule = name.length > 253 ? 'must be no more than 253 bytes' : subdomainRule;
    yield {
      path: 'metadata.name',
      message: `Invalid value: ${formatValue(name)}: ${rule}`,
      fix: 'use lower case letters, digits and dashes',
    };
  }
  if (known.facts.scope === 'Cluster' && isText(metadata.namespace)) {
    yield {
      path: 'metadata.namespace',
      message: 'Forbidden: not allowed on this type',
      fix: `remove the namespace: a ${known.kind} belongs to the whole cluster`,
      severity: 'warning',
    };
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
