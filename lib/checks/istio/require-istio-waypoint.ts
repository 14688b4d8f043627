import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import { istioLabels } from '../../products/istio';
import type { Check } from '../check';
import { invalid, notFound } from '../field-error';

const label = istioLabels.useWaypoint;

/** A waypoint that a namespace, a Service or a pod is labelled with is there, and is for such objects. */
export const requireIstioWaypoint: Check = {
  id: 'require-istio-waypoint',
  severity: 'error',
  profile: 'baseline',
  why: 'Without the waypoint, routes and policies for requests are not enforced, and nothing says so.',
  kinds: ['Namespace', 'Service', 'Pod'],
  run: function* ({ manifest }, { manifests, cluster }) {
    const labels = Field.root(manifest).at('metadata', 'labels');
    const reference = labels.entry(label);
    if (reference.text === undefined || reference.text === 'none') return;
    const own = manifest.kind === 'Namespace' ? (manifest.metadata.name ?? '') : namespaceOf(manifest);
    const namespace = labels.entry(`${label}-namespace`).text ?? own;
    const waypoint = findObject(manifests, {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      namespace,
      name: reference.text,
    });
    const isExternal = cluster.externalObjects.some(({ kind, name }) => kind === 'Gateway' && name === reference.text);
    if (waypoint === undefined) {
      if (!isExternal)
        yield notFound(reference, `add Gateway ${namespace}/${reference.text} of the class istio-waypoint`);
      return;
    }
    const root = Field.root(waypoint.manifest);
    const scope = root.at('metadata', 'labels').entry('istio.io/waypoint-for').text ?? 'service';
    if (manifest.kind === 'Service' && scope === 'workload') {
      yield invalid(
        reference,
        'that waypoint is for workloads, not for Services',
        'label the Gateway istio.io/waypoint-for: service or all',
      );
    }
    if (namespace !== own && !isOpen(root)) {
      yield invalid(
        reference,
        `that waypoint takes traffic of ${namespace} only`,
        'set allowedRoutes.namespaces.from on its listeners',
      );
    }
  },
};

function isOpen(gateway: Field): boolean {
  return gateway
    .at('spec', 'listeners')
    .items()
    .some((listener) => (listener.at('allowedRoutes', 'namespaces', 'from').text ?? 'Same') !== 'Same');
}
