import type { Field } from '../../manifest/objects/field';
import { containerPortsOf, formatContainerPort } from '../../manifest/pods/container-ports';
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
  assumptions: ['containers declare the ports that they listen on'],
  problems: function* (pod) {
    for (const { field } of pod.containers) {
      const ports = field.at('ports').items();
      for (const port of askedPorts(field)) {
        if (port.text !== undefined && !isNumber(port.text)) {
          if (ports.some((candidate) => candidate.at('name').text === port.text)) continue;
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
  const isDeclared = declared.some(({ containerPort }) => containerPort === number);
  // A proxy that is injected later brings ports of its own.
  const everyContainerDeclares = spec
    .at('containers')
    .items()
    .every((container) => container.at('ports').items().length > 0);
  if (isDeclared || !everyContainerDeclares) return;
  yield {
    path: port.path,
    message: `Invalid value: ${number}: no container of the pod declares this port`,
    fix: `ask at one that it has: ${listNames(declared.map(formatContainerPort))}`,
    severity: 'warning',
  };
}

function askedPorts(container: Field): readonly Field[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => container.at(name));
  const hooks = ['postStart', 'preStop'].map((name) => container.at('lifecycle', name));
  return [...probes, ...hooks].flatMap((handler) => [
    handler.at('httpGet', 'port'),
    handler.at('tcpSocket', 'port'),
    handler.at('grpc', 'port'),
  ]);
}

function nameList(ports: readonly Field[]): string {
  const names = ports.map((port) => port.at('name').text).filter((text) => text !== undefined);
  return names.length === 0 ? 'none has a name' : listNames(names);
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
