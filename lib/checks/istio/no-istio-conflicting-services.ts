import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { extentOf } from '../../manifest/pods/selected-pods';
import { requirementsOf } from '../../manifest/pods/selects-pod';
import { servicePortsOf, serviceSelectorOf } from '../../manifest/network/service-ports';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { Check } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { portProtocol } from '../../reach/mesh/istio/port-protocol';

/** Services of the same pods agree on what each port is. */
export const noIstioConflictingServices: Check = {
  id: 'no-istio-conflicting-services',
  severity: 'warning',
  profile: 'baseline',
  why: 'A sidecar has one listener for a port of its pod. Where Services disagree on the protocol, or on the port in front of it, one of them is served wrongly.',
  kinds: ['Service'],
  run: function* (object, { manifests, cluster }) {
    const selector = serviceSelectorOf(object.manifest);
    if (selector === undefined || cluster.mesh?.product !== 'istio') return;
    const pods = manifests.podsSelectedBy(namespaceOf(object.manifest), { matchLabels: selector });
    for (const other of new Set(
      pods.flatMap((pod) =>
        before(object, servicesSelecting(manifests, pod.owner)).filter((other) => shares(pod, object, other)),
      ),
    )) {
      yield* conflicts(object, other);
    }
  },
};

/** Each pair is judged once, from the side of the one that comes second. */
function before(object: LocatedManifest, services: readonly LocatedManifest[]): readonly LocatedManifest[] {
  return services.slice(0, services.indexOf(object));
}

/** Whether some pod is behind both: Services of single replicas have none in common. */
function shares(pod: PodTemplate, ...services: readonly LocatedManifest[]): boolean {
  const selectors = services.map(({ manifest }) => requirementsOf({ matchLabels: serviceSelectorOf(manifest) ?? {} }));
  return extentOf([{ matchExpressions: selectors.flat() }], pod) !== 'none';
}

function* conflicts(one: LocatedManifest, other: LocatedManifest): Iterable<Problem> {
  const name = formatIdentity(identityOf(other.manifest));
  if ([one, other].some(({ manifest }) => Field.root(manifest).at('spec', 'clusterIP').text === 'None')) return;
  for (const port of servicePortsOf(one.manifest)) {
    for (const counterpart of servicePortsOf(other.manifest)) {
      const [mine, theirs] = [portProtocol(port.field), portProtocol(counterpart.field)];
      if (port.port === counterpart.port && mine !== theirs) {
        yield invalid(
          port.field,
          `${name} says that port ${port.port} of the same pods is ${theirs}, this one that it is ${mine}`,
          'give both the same appProtocol',
          port.port,
        );
      } else if (port.port !== counterpart.port && port.targetPort === counterpart.targetPort) {
        yield invalid(
          port.field,
          `${name} has port ${counterpart.port} in front of ${port.targetPort} of the same pods`,
          'use one port number in both',
          port.port,
        );
      }
    }
  }
}
