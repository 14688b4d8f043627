import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { NodePool } from '../../fleet/node-pools';
import { Field } from '../../manifest/objects/field';
import type { PodTemplate } from '../../manifest/pods/pod-template';

/** Label of nodes that says in which zone they stand. */
export const zoneLabel = 'topology.kubernetes.io/zone';

/** The zones in which the pods of a template may run, among those of the cluster; none where nothing is known of zones. */
export function eligibleZones({ spec, specPath }: PodTemplate, cluster: ClusterFacts): readonly string[] {
  const pod = Field.at(specPath, spec);
  const wanted = pod.at('nodeSelector').entry(zoneLabel).text;
  const terms = pod
    .at('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')
    .items();
  return cluster.zones.filter(
    (zone) =>
      (wanted === undefined || wanted === zone) &&
      (terms.length === 0 || terms.some((term) => admits(term, zone))) &&
      hasPool(pod, zone, cluster.nodePools),
  );
}

function admits(term: Field, zone: string): boolean {
  return term
    .at('matchExpressions')
    .items()
    .every((expression) => {
      if (expression.at('key').text !== zoneLabel) return true;
      const values = expression
        .at('values')
        .items()
        .map(({ text }) => text);
      const operator = expression.at('operator').text;
      if (operator === 'In') return values.includes(zone);
      return operator !== 'NotIn' || !values.includes(zone);
    });
}

/** Whether some pool has nodes there that the pod's nodeSelector may take. */
function hasPool(pod: Field, zone: string, pools: readonly NodePool[]): boolean {
  if (pools.length === 0) return true;
  const selector = pod.at('nodeSelector').entries();
  return pools.some(
    ({ zones, labels = {} }) =>
      (zones === undefined || zones.includes(zone)) &&
      selector.every(([key, value]) => key === zoneLabel || labels[key] === undefined || labels[key] === value.text),
  );
}
