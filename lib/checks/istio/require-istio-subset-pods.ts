import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabels, type Labels } from '../../manifest/objects/label-selector';
import { whyPerhapsSelected } from '../../manifest/pods/perhaps-selected';
import { replicasSelectedBy } from '../../manifest/pods/replicas-selected';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { perhapsSelected } from '../perhaps-selected';
import { findHost, fullHost } from './mesh-hosts';

/** Labels that Istio adds to endpoints, and to no Pod, from the node and the cluster that they run in. */
const placeLabels: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'topology.istio.io/cluster',
  'topology.istio.io/network',
  'topology.istio.io/subzone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);

/** Each subset of a Service selects pods. */
export const requireIstioSubsetPods: Check = {
  id: 'require-istio-subset-pods',
  severity: 'error',
  profile: 'baseline',
  why: 'Requests to a subset without pods are answered with 503.',
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }, { manifests, cluster }) {
    const spec = Field.root(manifest).at('spec');
    const service = findHost(manifests, fullHost(spec.at('host').text ?? '', namespaceOf(manifest), cluster), cluster);
    const selector = service?.manifest.kind === 'Service' ? serviceSelectorOf(service.manifest) : undefined;
    if (service === undefined || selector === undefined) return;
    const namespace = namespaceOf(service.manifest);
    if (manifests.podsSelectedBy(namespace, { matchLabels: selector }).length === 0) return;
    for (const subset of spec.at('subsets').items()) {
      const written = parseLabels(subset.at('labels').value);
      const labels = written === undefined ? undefined : withoutPlaces(written);
      if (
        labels === undefined ||
        replicasSelectedBy(manifests, namespace, { matchLabels: { ...selector, ...labels } }).length > 0
      ) {
        const places = Object.keys(written ?? {}).filter((key) => placeLabels.has(key));
        if (places.length > 0) {
          const why = `${places.join(', ')} of the pods of the Service is what Istio knows of where they run`;
          yield perhapsSelected(subset.at('labels').path, why);
        }
        continue;
      }
      const unknown = whyPerhapsSelected(manifests, namespace, { matchLabels: { ...selector, ...labels } });
      yield unknown === undefined
        ? invalid(subset.at('labels'), 'no pod of the Service has these labels', 'label the pods, or remove the subset')
        : perhapsSelected(subset.at('labels').path, unknown);
    }
  },
};

function withoutPlaces(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !placeLabels.has(key)));
}
