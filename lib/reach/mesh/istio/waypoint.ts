import { Field } from '../../../manifest/objects/field';
import { findObject, namespaceOf } from '../../../manifest/objects/find-object';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { istioLabels } from '../../../products/istio';
import type { Metadata } from '../../../products/mesh-product';
import { metadataOfNamespace, metadataOfPod } from '../enrolment';
import type { WorkloadNode } from '../../space/workload-node';

/** The proxy that requests to a Service, or to pods, are sent through. */
export interface Waypoint {
  readonly namespace: string;
  /** Name of its Gateway, and of the service account that it runs as. */
  readonly name: string;
}

/** The waypoint of a Service: its own label before its namespace's. */
export function waypointOfService(service: LocatedManifest, manifests: ManifestSet): Waypoint | undefined {
  const metadata = Field.root(service.manifest).at('metadata');
  const own = { labels: metadata.at('labels'), annotations: metadata.at('annotations') };
  return waypointFor(own, namespaceOf(service.manifest), manifests, ['service', 'all']);
}

/** The waypoint of connections to the address of a pod. */
export function waypointOfPods({ pods, namespace }: WorkloadNode, manifests: ManifestSet): Waypoint | undefined {
  const [pod] = pods;
  return pod === undefined ? undefined : waypointFor(metadataOfPod(pod), namespace, manifests, ['workload', 'all']);
}

const label = istioLabels.useWaypoint;

function waypointFor(
  own: Metadata,
  home: string,
  manifests: ManifestSet,
  scopes: readonly string[],
): Waypoint | undefined {
  const { labels } = own.labels.entry(label).isSet ? own : metadataOfNamespace(manifests, home);
  const name = labels.entry(label).text;
  if (name === undefined || name === 'none') return undefined;
  const namespace = labels.entry(`${label}-namespace`).text ?? home;
  const gateway = findObject(manifests, { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace, name });
  const scope = gateway && Field.root(gateway.manifest).at('metadata', 'labels').entry('istio.io/waypoint-for').text;
  return scopes.includes(scope ?? 'service') ? { namespace, name } : undefined;
}
