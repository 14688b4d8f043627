import { compareText } from '../../manifest/objects/compare-text';
import type { InventoryEntry } from './inventory';

/**
 * The order of objects within one file: what others need before them (`kubectl apply` goes from top to bottom),
 * then by kind, namespace and name, whatever the order of the constructs.
 */
export function compareForApply(one: InventoryEntry, other: InventoryEntry): number {
  return (
    rank(one) - rank(other) ||
    compareText(one.kind, other.kind) ||
    compareText(one.namespace ?? '', other.namespace ?? '') ||
    compareText(one.name, other.name) ||
    compareText(one.apiVersion, other.apiVersion)
  );
}

function rank({ kind }: InventoryEntry): number {
  const last = lastKinds.indexOf(kind);
  if (last !== -1) return firstKinds.length + 1 + last;
  const first = firstKinds.indexOf(kind);
  return first === -1 ? firstKinds.length : first;
}

/** Kinds without which others are rejected or admitted as something else, or whose pods would not start. */
const firstKinds: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'ResourceQuota',
  'LimitRange',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ServiceAccount',
  'ConfigMap',
  'PersistentVolumeClaim',
];

/** Kinds that send requests for all other objects to a server, which may be one of them. */
const lastKinds: readonly string[] = ['APIService', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
