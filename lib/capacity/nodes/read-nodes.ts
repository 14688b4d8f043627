import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { readAmounts } from '../resources/amounts';
import { readElasticPool, type ElasticPool } from './elastic-pool';
import type { Node } from './node';
import { readTaints } from './taint';

/** What pods may run on. */
export interface Nodes {
  readonly nodes: readonly Node[];
  readonly elasticPools: readonly ElasticPool[];
}

/** Labels by which products say which pool a node belongs to. */
const poolLabels = [
  'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'agentpool',
] as const;

/** Reads Node objects, as `kubectl get nodes -o yaml` prints them, and NodePools of Karpenter. */
export function readNodes(objects: readonly LocatedManifest[]): Nodes {
  const nodes: Node[] = [];
  const elasticPools: ElasticPool[] = [];
  for (const { manifest } of objects) {
    const { apiVersion, kind } = manifest;
    if (apiVersion === 'v1' && kind === 'Node')
      nodes.push(readNode(Field.root(manifest), manifest.metadata.name ?? ''));
    if (apiGroup(apiVersion) === 'karpenter.sh' && kind === 'NodePool') elasticPools.push(readElasticPool(manifest));
  }
  return { nodes, elasticPools };
}

/** The taint that a controller of Kubernetes gives a node that is cordoned, and takes from it when it is not. */
const ofUnschedulable = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

function readNode(node: Field, name: string): Node {
  const labels = parseLabels(node.at('metadata', 'labels').value) ?? {};
  const allocatable = node.at('status', 'allocatable');
  const taints = readTaints(node.at('spec', 'taints')).filter(({ key }) => key !== ofUnschedulable.key);
  const unschedulable = node.at('spec', 'unschedulable').value === true;
  return {
    name,
    labels,
    taints: unschedulable ? [...taints, ofUnschedulable] : taints,
    unschedulable,
    allocatable: readAmounts((allocatable.isSet ? allocatable : node.at('status', 'capacity')).value),
    pool: poolLabels.map((label) => labels[label]).find((pool) => pool !== undefined) ?? name,
  };
}
