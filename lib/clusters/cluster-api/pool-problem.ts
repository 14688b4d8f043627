import { zonesOfPool, type NodePool } from '../../fleet/node-pools';
import type { ShapeProblem } from '../../fleet/shape';
import type { ClusterClass } from './cluster-class';

/** What of a pool Cluster API would not put on its Nodes, or not make. */
export function poolProblem(
  pool: NodePool,
  zonesOfCluster: readonly string[],
  clusterClass: ClusterClass,
): ShapeProblem | undefined {
  const zones = zonesOfPool(pool, zonesOfCluster);
  return zoneProblem(pool, zones, clusterClass) ?? labelProblem(pool, clusterClass) ?? taintProblem(pool, clusterClass);
}

function zoneProblem({ name, maximum }: NodePool, zones: readonly string[], { failureDomains }: ClusterClass) {
  const stray = zones.find((zone) => failureDomains !== undefined && !failureDomains.includes(zone));
  if (stray !== undefined)
    return {
      path: 'clusterClass',
      message: `Not found: the pool ${name} has nodes in "${stray}", which is no failure domain of the class`,
      fix: 'say it: infrastructure: docker({ failureDomains: [ … ] })',
    };
  if (maximum >= zones.length) return undefined;
  return {
    path: `cluster.nodePools[${name}].maximum`,
    message: `Invalid value: ${maximum}: the pool has ${zones.length} zones, and some would never get a machine`,
    fix: `let it have ${zones.length}, or name the zones of the pool`,
  };
}

/** The controllers put labels of some domains alone on Nodes (`GetManagedLabels` in util/labels of Cluster API). */
function labelProblem({ name, labels = {} }: NodePool, { controllers }: ClusterClass): ShapeProblem | undefined {
  const others = controllers.syncedLabelDomains ?? [];
  const lost = Object.keys(labels).find((label) => {
    const domain = label.split('/', 1)[0] ?? '';
    if (domain === 'node-role.kubernetes.io' || others.includes(domain)) return false;
    return !withSubdomains.some((each) => domain === each || domain.endsWith(`.${each}`));
  });
  if (lost === undefined) return undefined;
  const domain = lost.includes('/') ? (lost.split('/', 1)[0] ?? '') : undefined;
  const said = domain === undefined ? '' : `, or say controllers: { syncedLabelDomains: ['${domain}'] } where they do`;
  return {
    path: `cluster.nodePools[${name}].labels[${lost}]`,
    message: 'Forbidden: the controllers of Cluster API do not put this label on Nodes',
    fix: `name it node.cluster.x-k8s.io/${lost.split('/').at(-1) ?? ''}${said}`,
  };
}

function taintProblem({ name, taints = [] }: NodePool, { controllers }: ClusterClass): ShapeProblem | undefined {
  if (taints.length === 0 || controllers.taintPropagation === true) return undefined;
  return {
    path: `cluster.nodePools[${name}].taints`,
    message: 'Forbidden: Cluster API refuses taints unless its feature gate MachineTaintPropagation is on',
    fix: 'turn it on, and say controllers: { taintPropagation: true } in the ClusterClass',
  };
}

const withSubdomains = ['node.cluster.x-k8s.io', 'node-restriction.kubernetes.io'];
