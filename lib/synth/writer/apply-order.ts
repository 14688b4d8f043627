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
  const index = firstKinds.indexOf(kind);
  return index === -1 ? firstKinds.length : index;
}

/** Kinds without which others are rejected, or whose pods would not start. */
const firstKinds: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ServiceAccount',
  'ConfigMap',
  'PersistentVolumeClaim',
];
