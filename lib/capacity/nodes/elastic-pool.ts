import { Field } from '../../manifest/objects/field';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { Manifest } from '../../manifest/objects/manifest';
import { readAmounts, type Amounts } from '../resources/amounts';
import { readRequirements, type Requirement } from './requirement';
import { readTaints, type Taint } from './taint';

/** A pool of nodes that are made when pods ask for them: how large one is, the manifest does not say. */
export interface ElasticPool {
  readonly name: string;
  /** What the labels of its nodes fulfil. */
  readonly requirements: readonly Requirement[];
  readonly taints: readonly Taint[];
  /** What all its nodes may have together; a resource that is not there has no limit. */
  readonly limits: Amounts;
}

/** Reads a NodePool of Karpenter. */
export function readElasticPool(manifest: Manifest): ElasticPool {
  const spec = Field.root(manifest).at('spec');
  const template = spec.at('template');
  const labels = parseLabels(template.at('metadata', 'labels').value) ?? {};
  const name = manifest.metadata.name ?? '';
  const known = { ...labels, 'karpenter.sh/nodepool': name };
  return {
    name,
    requirements: [
      ...Object.entries(known).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
      ...readRequirements(template.at('spec', 'requirements')),
    ],
    taints: readTaints(template.at('spec', 'taints')),
    limits: readAmounts(spec.at('limits').value),
  };
}
