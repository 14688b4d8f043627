import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { matchesLabels, parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { replicasSelectedBy } from '../../manifest/pods/replicas-selected';
import type { Check } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { unseenPods } from '../references/unseen-pods';
import { rootNamespaceOf } from './root-namespace';
import { selectedLabels, selectorField } from './selected-workloads';

/** The selector of a policy of Istio selects pods of its namespace, and that of a Gateway some pods. */
export const requireIstioSelectedPods: Check = {
  id: 'require-istio-selected-pods',
  severity: 'warning',
  profile: 'baseline',
  why: 'A policy that selects no pod does nothing, which for a security policy means that the pods it was written for are open.',
  kinds: [
    'networking.istio.io/EnvoyFilter',
    'networking.istio.io/Gateway',
    'networking.istio.io/Sidecar',
    'security.istio.io/AuthorizationPolicy',
    'security.istio.io/PeerAuthentication',
    'security.istio.io/RequestAuthentication',
    'telemetry.istio.io/Telemetry',
  ],
  run: function* (object, { manifests, cluster }) {
    if (object.manifest.kind === 'Gateway') {
      yield* gatewayProblems(object, manifests);
      return;
    }
    const labels = selectedLabels(object);
    const namespace = namespaceOf(object.manifest);
    const field = selectorField(object);
    // In the root namespace a selector reaches pods of every namespace, and gateways are often installed apart.
    const isRoot = namespace === rootNamespaceOf(cluster);
    if (labels === undefined || isRoot) return;
    if (labels['gateway.networking.k8s.io/gateway-name'] !== undefined) {
      yield invalid(field, 'does nothing for a Gateway of the Gateway API', 'name the Gateway under targetRefs');
    } else if (
      manifests.pods(namespace).length > 0 &&
      replicasSelectedBy(manifests, namespace, { matchLabels: labels }).length === 0
    ) {
      const unseen = unseenPods(field.path, { matchLabels: labels }, namespace, manifests);
      if (unseen === 'selected') return;
      yield unseen ?? invalid(field, `no pod of ${namespace} has these labels`, 'correct the labels');
    }
  },
};

/** A Gateway selects pods of any namespace. Those of the mesh's own gateways are often installed by another tree. */
function* gatewayProblems({ manifest }: LocatedManifest, manifests: ManifestSet): Iterable<Problem> {
  const selector = Field.root(manifest).at('spec', 'selector');
  const labels = parseLabels(selector.value);
  if (labels === undefined || Object.keys(labels).length === 0) return;
  const pods = manifests.outlines.pods();
  if (pods.length === 0 || pods.some((pod) => matchesLabels(labels, pod.labels))) return;
  const isNear = pods.some((pod) => Object.keys(labels).some((key) => key !== 'app' && pod.labels[key] !== undefined));
  const problem = invalid(
    selector,
    'no pod of this tree has these labels',
    'correct the labels, or install the gateway',
  );
  yield isNear ? problem : { ...problem, status: 'unproved' };
}
