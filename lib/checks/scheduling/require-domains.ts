import { matchesSelector, parseLabelSelector } from '../../manifest/objects/label-selector';
import { replicatedKinds } from '../../manifest/pods/workload-kinds';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

const zoneKey = 'topology.kubernetes.io/zone';

/** Pods that must not share a zone, or that need so many, have as many zones. */
export const requireDomains: Check = {
  id: 'require-domains',
  severity: 'error',
  profile: 'baseline',
  why: 'A Pod for which there is no zone left stays Pending, however many nodes there are.',
  assumptions: ['the cluster has no other zones than those of its facts'],
  kinds: replicatedKinds,
  *run(object, { manifests, cluster: { zones } }) {
    const template = podTemplateOf(object);
    if (template === undefined || zones.length === 0) return;
    const spec = Field.at(template.specPath, template.spec);
    const { maximum, saidBy } = replicaRangeOf(manifests, object);
    // Of a workload that is scaled, the autoscaler is at fault: require-spread-domains.
    if (saidBy !== 'replicas') return;
    const terms = spec
      .at('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
      .items()
      .filter((term) => term.at('topologyKey').text === zoneKey && !term.at('namespaces').isSet);
    for (const term of terms) {
      const selector = parseLabelSelector(term.at('labelSelector').value);
      if (selector === undefined || term.at('namespaceSelector').isSet || !matchesSelector(selector, template.labels))
        continue;
      if (maximum <= zones.length) continue;
      yield {
        path: term.at('topologyKey').path,
        message: `Invalid value: "${zoneKey}": keeps ${maximum} Pods in zones of their own, and the cluster has ${zones.length}`,
        fix: 'prefer it instead, or keep the Pods on different hosts',
      };
    }
    for (const constraint of spec.at('topologySpreadConstraints').items()) {
      const { number: wanted } = constraint.at('minDomains');
      if (wanted === undefined || constraint.at('topologyKey').text !== zoneKey || wanted <= zones.length) continue;
      const skew = constraint.at('maxSkew').number ?? 1;
      if (maximum <= skew * zones.length) continue;
      yield {
        path: constraint.at('minDomains').path,
        message: `Invalid value: ${wanted}: the cluster has ${zones.length} zones, so that each takes ${skew} of the Pods at the most`,
        fix: `ask for no more than ${zones.length}`,
      };
    }
  },
};
