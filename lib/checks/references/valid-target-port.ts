import { containerPortsOf, formatContainerPort, type ContainerPort } from '../../manifest/pods/container-ports';
import { namespaceOf } from '../../manifest/objects/find-object';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { servicePortsOf, serviceSelectorOf, type ServicePort } from '../../manifest/network/service-ports';
import { isPortName } from '../../manifest/network/port-name';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { listNames } from '../list-names';

/**
 * Every port of a Service leads to a port that a container of the selected Pods has. By number, nobody can tell:
 * `containerPort` is informational, and a process may listen on a port that no container declares.
 */
export const validTargetPort: Check = {
  id: 'valid-target-port',
  severity: 'error',
  profile: 'baseline',
  why:
    'Endpoints take the port from the Pods: where none has a port of that name there are no endpoints, ' +
    'and where nothing listens on the number connections are refused.',
  kinds: ['Service'],
  run: function* ({ manifest }, { manifests }) {
    const selector = serviceSelectorOf(manifest);
    if (selector === undefined) return;
    const pods = manifests.podsSelectedBy(namespaceOf(manifest), { matchLabels: selector });
    if (pods.length === 0) return;
    const declared = pods.map((pod) => ({ pod, ports: containerPortsOf(pod) }));
    for (const port of servicePortsOf(manifest)) {
      // A name that no port can have is what valid-service-port reports.
      if (typeof port.targetPort === 'string' && !isPortName(port.targetPort)) continue;
      yield* problemsOf(port, declared);
    }
  },
};

interface DeclaredPorts {
  readonly pod: PodTemplate;
  readonly ports: readonly ContainerPort[];
}

function* problemsOf(port: ServicePort, declared: readonly DeclaredPorts[]): Iterable<Problem> {
  const without = declared.filter(({ ports }) => !ports.some((candidate) => leadsTo(port, candidate)));
  if (without.length === 0) return;
  const path = (port.field.at('targetPort').isSet ? port.field.at('targetPort') : port.field.at('port')).path;
  const target = `${JSON.stringify(port.targetPort)}: `;
  const all = declared.flatMap(({ ports }) => ports);
  if (without.length < declared.length) {
    // By number, the pods may listen without saying so; by name, they get no endpoint.
    if (typeof port.targetPort === 'number') return;
    const message = `Invalid value: ${target}no container of ${namesOf(without)} has a port of this name, so that its Pods get no endpoint`;
    yield { path, message, fix: 'name the port there too, or narrow the selector', severity: 'warning' };
  } else if (typeof port.targetPort === 'number') {
    const message =
      all.length === 0
        ? `Invalid value: ${target}${namesOf(declared)} declares no ports to compare with`
        : `Invalid value: ${target}no container of ${namesOf(declared)} declares this port (${port.protocol}); they declare ${listNames(all.map(formatContainerPort))}`;
    const fix = `declare containerPort ${port.targetPort}${port.protocol === 'TCP' ? '' : ` of protocol ${port.protocol}`} where the process listens, or correct the port where none does`;
    yield { path, message, fix, status: 'unproved' };
  } else {
    const message = `Invalid value: ${target}no container of ${namesOf(declared)} has this port (${port.protocol})`;
    const ports = listNames(all.map(formatContainerPort));
    yield {
      path,
      message,
      fix: ports === '' ? 'give the container port this name' : `use one that they have: ${ports}`,
    };
  }
}

function leadsTo({ targetPort, protocol }: ServicePort, candidate: ContainerPort): boolean {
  return (
    candidate.protocol === protocol &&
    (typeof targetPort === 'number' ? candidate.containerPort : candidate.name) === targetPort
  );
}

function namesOf(declared: readonly DeclaredPorts[]): string {
  return listNames(declared.map(({ pod }) => formatIdentity(identityOf(pod.owner.manifest))));
}
