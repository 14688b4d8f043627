import type { Field } from '../../../manifest/field';
import { emptyText, invalid, invalidByEach, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { labelKeyErrors } from '../grammar/label-syntax';

const known = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.phase',
  'status.podIP',
  'status.podIPs',
];

const readable = {
  env: [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ],
  volume: ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'],
} as const;

const resources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** A field of the pod that is handed to its containers exists, and can be handed over as a variable or as a file. */
export function* fieldRefProblems(fieldRef: Field, into: keyof typeof readable): Iterable<Problem> {
  const fieldPath = fieldRef.at('fieldPath');
  yield* emptyText(fieldPath, 'name a field of the pod, such as metadata.name');
  if (fieldPath.text === undefined || fieldPath.text === '') return;
  const entry = /^([^[\]]+)\['(.*)'\]$/.exec(fieldPath.text);
  const path = entry?.[1] ?? fieldPath.text;
  if (!known.includes(path)) {
    const rule = `error converting fieldPath: field label not supported: ${fieldPath.text}`;
    yield invalid(fieldPath, rule, `use one of ${readable[into].join(', ')}`);
  } else if (entry === null) {
    if (!readable[into].some((allowed) => allowed === path)) {
      yield unsupported(fieldPath, readable[into], 'use one of the supported fields');
    }
  } else if (path === 'metadata.labels' || path === 'metadata.annotations') {
    yield* invalidByEach(fieldRef, labelKeyErrors(entry[2] ?? ''), 'name an existing key', entry[2]);
  } else {
    yield invalid(fieldRef, 'does not support subscript', 'remove the part in brackets', path);
  }
}

/** A resource of a container that is handed to it exists. */
export function* resourceFieldRefProblems(resourceFieldRef: Field): Iterable<Problem> {
  const resource = resourceFieldRef.at('resource');
  if (resource.text === '') yield required(resource, '', 'name a resource, such as limits.memory');
  else if (resource.text !== undefined && !isResource(resource.text)) {
    yield unsupported(resource, resources, 'use one of the supported resources');
  }
}

function isResource(name: string): boolean {
  return resources.includes(name) || /^(requests|limits)\.hugepages-/.test(name);
}
