import type { Field } from '../../../manifest/objects/field';
import { emptyText, invalid, invalidByEach, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { parseQuantity } from '../../../manifest/objects/quantity';
import { labelKeyErrors } from '../../../manifest/grammar/label-syntax';
import { quantityOf } from './quantity';

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
  if (resources.includes(resource.text ?? '')) {
    yield* divisorProblems(resourceFieldRef.at('divisor'), resource.text ?? '');
  }
}

const sizes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** The value is counted in whole units of the divisor: thousandths or whole processors, or a unit of size. */
function* divisorProblems(divisor: Field, resource: string): Iterable<Problem> {
  const amount = quantityOf(divisor);
  if (amount === undefined || amount.nanos === 0n) return;
  const isProcessor = resource.endsWith('.cpu');
  const allowed = isProcessor ? ['1m', '1'] : sizes;
  if (allowed.some((one) => parseQuantity(one)?.nanos === amount.nanos)) return;
  const what = isProcessor ? 'cpu' : resource.endsWith('.memory') ? 'memory' : 'local ephemeral storage';
  const values = isProcessor ? '1m and 1' : sizes.join(', ');
  yield invalid(
    divisor,
    `only divisor's values ${values} are supported with the ${what} resource`,
    `use ${allowed[0]}`,
    resource,
  );
}

function isResource(name: string): boolean {
  return resources.includes(name) || /^(requests|limits)\.hugepages-/.test(name);
}
