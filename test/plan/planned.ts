import type { KubernetesVersion } from '../../lib/fleet/kubernetes-version';
import type { RecordedSetting } from '../../lib/fleet/recorded-settings';
import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { planCluster, type ClusterPlan, type PlanOptions } from '../../lib/plan/plan-cluster';
import { wholeTree, type ControlledField } from '../../lib/plan/plan-tree';
import type { ObjectPlan } from '../../lib/plan/object-plan';
import { readManifests } from '../../lib/reader/read-manifests';
import { catalogFor } from '../../lib/schema/facts/catalog-for';
import { facts } from '../checks/facts';

export interface PlannedOptions extends Pick<PlanOptions, 'isAcknowledged' | 'maxDeletedShare'> {
  readonly version?: KubernetesVersion;
  readonly controlled?: readonly ControlledField[];
  /** What is known of the cluster after the change, and before it, besides its version; the same when left out. */
  readonly cluster?: JsonObject;
  readonly clusterBefore?: JsonObject;
  /** Where settings have their values from: before, and after. */
  readonly settings?: readonly [readonly RecordedSetting[], readonly RecordedSetting[]];
}

/** The plan from one tree to another, each as YAML or as objects. */
export function plannedTrees(
  base: string | readonly Manifest[],
  next: string | readonly Manifest[],
  {
    version = '1.37',
    cluster = {},
    clusterBefore = cluster,
    controlled = [],
    settings: [old, fresh] = [[], []],
    ...options
  }: PlannedOptions = {},
): ClusterPlan {
  return planCluster({
    cluster: facts({ kubernetesVersion: version, ...cluster }),
    clusterBefore: facts({ kubernetesVersion: version, ...clusterBefore }),
    schemas: catalogFor(version, []),
    base: wholeTree(located(base), { settings: old }),
    next: wholeTree(located(next), { controlled, settings: fresh }),
    ...options,
  });
}

/** What becomes of the only object that changes. */
export function planned(...trees: Parameters<typeof plannedTrees>): ObjectPlan {
  const { objects } = plannedTrees(...trees);
  const [only, ...others] = objects;
  if (only === undefined || others.length > 0) throw new Error(`one object changes, not ${objects.length}`);
  return only;
}

/** The same where a text is changed in the YAML of the base. */
export function plannedChange(base: string, from: string, to: string, options?: PlannedOptions): ObjectPlan {
  if (!base.includes(from)) throw new Error(`the base has no "${from}"`);
  return planned(base, base.replace(from, to), options);
}

function located(tree: string | readonly Manifest[]) {
  if (typeof tree !== 'string') return tree.map((manifest) => ({ manifest }));
  const { manifests, findings } = readManifests('tree.yaml', tree);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return manifests;
}
