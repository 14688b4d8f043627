import type { Field } from '../../manifest/objects/field';
import { containerPortsOf, formatContainerPort, type ContainerPort } from '../../manifest/pods/container-ports';
import type { Check } from '../check';
import { listNames } from '../list-names';
import { podCheck, type VisitedPod } from '../pod-check';
import type { Problem } from '../finding';

/** Probes and lifecycle hooks ask at a port that the pod has. */
export const validProbePort: Check = podCheck({
  id: 'valid-probe-port',
  severity: 'error',
  profile: 'baseline',
  why: 'A probe at a port that nobody listens on fails for ever: the Pod never gets ready, or is restarted again and again.',
  problems: function* (pod) {
    for (const { field } of pod.containers) {
      const ports = field.at('ports').items();
      for (const port of askedPorts(field)) {
        if (port.text !== undefined && !isNumber(port.text)) {
          const named = ports.filter((candidate) => candidate.at('name').text === port.text);
          if (named.length > 0) {
            const [number] = named.flatMap((candidate) => candidate.at('containerPort').number ?? []);
            if (number !== undefined) yield* undeclared(port, number, pod);
            continue;
          }
          const message = `Not found: "${port.text}": the container has no port of this name`;
          yield { path: port.path, message, fix: `use one that it has: ${nameList(ports)}` };
        }
        if (port.number !== undefined) yield* undeclared(port, port.number, pod);
      }
    }
  },
});

/** By number a probe may ask another container of the pod, which has the same network. */
function* undeclared(port: Field, number: number, { template, spec }: VisitedPod): Iterable<Problem> {
  const declared = containerPortsOf(template);
  const here = declared.filter(({ containerPort }) => containerPort === number);
  if (here.some(({ protocol }) => protocol === 'TCP')) return;
  if (here.length > 0) {
    yield otherProtocol(port, number, here);
    return;
  }
  // A proxy that is injected later brings ports of its own.
  const everyContainerDeclares = spec
    .at('containers')
    .items()
    .every((container) => container.at('ports').items().length > 0);
  if (!everyContainerDeclares) return;
  yield {
    path: port.path,
    message: `Invalid value: ${number}: no container of the pod declares this port; they declare ${listNames(declared.map(formatContainerPort))}`,
    fix: `declare containerPort ${number} in the container that answers there`,
    status: 'unproved',
    severity: 'warning',
  };
}

/** Every probe, and every hook, opens a connection over TCP. */
function otherProtocol(port: Field, number: number, declared: readonly ContainerPort[]): Problem {
  return {
    path: port.path,
    message: `Invalid value: ${JSON.stringify(port.value)}: the probe asks over TCP, and the pod declares the port as ${listNames(declared.map(formatContainerPort))}`,
    fix: `ask at a port that speaks TCP, or declare containerPort ${number} of protocol TCP too, where the process listens for both`,
    status: 'unproved',
    severity: 'warning',
  };
}

function askedPorts(container: Field): readonly Field[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => container.at(name));
  const hooks = ['postStart', 'preStop'].map((name) => container.at('lifecycle', name));
  return [...probes, ...hooks]
    .filter(({ isSet }) => isSet)
    .flatMap((handler) => ['httpGet', 'tcpSocket', 'grpc'].map((how) => handler.at(how, 'port')))
    .filter(({ isSet }) => isSet);
}

function nameList(ports: readonly Field[]): string {
  const names = ports.map((port) => port.at('name').text).filter((text) => text !== undefined);
  return names.length === 0 ? 'none has a name' : listNames(names);
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
