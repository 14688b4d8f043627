import { Field } from '../../manifest/objects/field';
import { askedService } from '../../manifest/network/asked-service';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import { matchesSelector } from '../../manifest/objects/label-selector';
import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { findServicePort, serviceSelectorOf } from '../../manifest/network/service-ports';
import { containerPortsOf } from '../../manifest/pods/container-ports';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { triggerAddresses, type TriggerAddress } from '../../products/keda-scalers/trigger-addresses';
import { podModes, readPeerAuthentications } from '../../reach/mesh/istio/peer-authentication';
import type { Check, CheckContext } from '../check';
import type { Problem } from '../finding';
import { isAmbient, isInjected } from '../mesh/injection';
import { triggeredKinds } from './trigger-field';

/** What KEDA asks for a trigger answers it where KEDA is outside of the mesh. */
export const requireOpenTrigger: Check = {
  id: 'require-open-trigger',
  severity: 'error',
  profile: 'baseline',
  why: 'Pods that take encrypted requests alone (STRICT) reset every connection of KEDA from outside of the mesh: it gets no number, and scales nothing.',
  assumptions: ['KEDA is part of the mesh where the facts of the cluster give it an identity there, and nowhere else'],
  kinds: triggeredKinds,
  run: function* ({ manifest }, context) {
    const { mesh, autoscalers } = context.cluster;
    if (mesh?.product !== 'istio' || autoscalers.keda?.mesh !== undefined) return;
    for (const trigger of Field.root(manifest).at('spec', 'triggers').items()) {
      const type = trigger.at('type').text;
      if (type === undefined) continue;
      const fields = trigger.at('metadata').fields();
      const metadata = Object.fromEntries(
        fields.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text]])),
      );
      for (const address of triggerAddresses({ type, metadata })) {
        const closed = closedBy(address, context);
        if (closed !== undefined) yield* problem(trigger.at('metadata', address.field), closed, context);
      }
    }
  },
};

interface Closed {
  readonly service: Manifest;
  /** The PeerAuthentication that says so. */
  readonly by: string;
}

function* problem(field: Field, { service, by }: Closed, { cluster }: CheckContext): Iterable<Problem> {
  const isKnown = cluster.autoscalers.keda !== undefined;
  yield {
    ...(isKnown ? {} : { status: 'unproved' as const, severity: 'info' as const }),
    path: field.path,
    message: isKnown
      ? `Forbidden: KEDA is outside the mesh, and ${by} lets encrypted requests alone to ${formatIdentity(identityOf(service))} (STRICT)`
      : `whether KEDA is part of the mesh is not known: ${by} lets encrypted requests alone to ${formatIdentity(identityOf(service))} (STRICT)`,
    fix: "let KEDA be part of the mesh and say so: autoscalers: { keda: { version, mesh: { serviceAccountName: 'keda-operator' } } }, or let the port be PERMISSIVE (portLevelMtls)",
  };
}

function closedBy({ host, port }: TriggerAddress, context: CheckContext): Closed | undefined {
  const { manifests, cluster } = context;
  const from = cluster.autoscalers.keda?.namespace ?? 'keda';
  const asked = askedService(host, from, cluster.dnsDomain);
  const service =
    asked === undefined ? undefined : findObject(manifests, { group: '', kind: 'Service', ...asked })?.manifest;
  const matchLabels = service === undefined ? undefined : serviceSelectorOf(service);
  if (service === undefined || matchLabels === undefined || port === undefined) return undefined;
  const servicePort = findServicePort(service, port);
  if (servicePort === undefined) return undefined;
  for (const pod of manifests.podsSelectedBy(namespaceOf(service), { matchLabels })) {
    const number = containerPort(pod, servicePort.targetPort);
    const by = number === undefined ? undefined : strictBy(pod, number, context);
    if (by !== undefined) return { service, by };
  }
  return undefined;
}

/** The policy by which a port of a pod in the mesh takes encrypted requests alone. */
function strictBy(pod: PodTemplate, port: number, { manifests, cluster }: CheckContext): string | undefined {
  const { mesh } = cluster;
  if (mesh?.product !== 'istio' || !(isInjected(pod, manifests, mesh) || isAmbient(pod, manifests, mesh)))
    return undefined;
  const { ports, others } = podModes(
    policies(manifests),
    pod.namespace,
    mesh.rootNamespace,
    ({ namespace, selector = {} }) =>
      namespace === pod.namespace && matchesSelector({ matchLabels: selector, matchExpressions: [] }, pod.labels),
  );
  const { mode, by } = ports.get(port) ?? others;
  return mode === 'STRICT' ? by : undefined;
}

const policies = perManifestSet((manifests) => readPeerAuthentications(manifests).policies);

function containerPort(pod: PodTemplate, target: number | string): number | undefined {
  if (typeof target === 'number') return target;
  return containerPortsOf(pod).find(({ name }) => name === target)?.containerPort;
}
