import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { portNameErrors, portNumberErrors } from './grammar/port-syntax';
import { podCheck, type VisitedPod } from '../pod-check';

/** Container ports exist, have names that can be referred to, and do not fight over ports of the node. */
export const validContainerPort: Check = podCheck({
  id: 'valid-container-port',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod. Two containers cannot listen on one port of the node.',
  problems: function* (pod) {
    for (const { field } of pod.containers) {
      const names = new Set<string>();
      for (const port of field.at('ports').items()) {
        yield* numberProblems(port);
        yield* nameProblems(port.at('name'), names);
      }
    }
    yield* hostPortConflicts(pod.containers.filter(({ list }) => list === 'containers'));
    for (const container of pod.containers.filter(({ list }) => list === 'initContainers')) {
      yield* hostPortConflicts([container]);
    }
    yield* hostNetworkProblems(pod);
  },
});

function* numberProblems(port: Field): Iterable<Problem> {
  const containerPort = port.at('containerPort');
  if (containerPort.number === 0) {
    yield required(containerPort, '', 'set the port that the container listens on');
  } else if (containerPort.number !== undefined) {
    yield* invalidByEach(containerPort, portNumberErrors(containerPort.number), 'use a port between 1 and 65535');
  }
  const hostPort = port.at('hostPort');
  if (hostPort.number !== undefined && hostPort.number !== 0) {
    yield* invalidByEach(hostPort, portNumberErrors(hostPort.number), 'leave hostPort out');
  }
}

function* nameProblems(name: Field, names: Set<string>): Iterable<Problem> {
  if (name.text === undefined || name.text === '') return;
  const rules = portNameErrors(name.text);
  yield* invalidByEach(name, rules, 'use up to 15 lower-case letters, digits and single hyphens');
  if (rules.length === 0 && names.has(name.text)) yield duplicate(name, 'give every port a name of its own');
  names.add(name.text);
}

/** Init containers run one after the other, so that each may use what another used. */
function* hostPortConflicts(containers: readonly Container[]): Iterable<Problem> {
  const taken = new Set<string>();
  for (const port of containers.flatMap(({ field }) => field.at('ports').items())) {
    const hostPort = port.at('hostPort');
    if (hostPort.number === undefined || hostPort.number === 0) continue;
    const binding = `${port.at('protocol').text ?? 'TCP'}/${port.at('hostIP').text ?? ''}/${hostPort.number}`;
    if (taken.has(binding)) yield duplicate(hostPort, 'leave hostPort out, or use another one', binding);
    taken.add(binding);
  }
}

function* hostNetworkProblems({ spec }: VisitedPod): Iterable<Problem> {
  if (spec.at('hostNetwork').value !== true) return;
  for (const container of spec.at('containers').items()) {
    for (const port of container.at('ports').items()) {
      const hostPort = port.at('hostPort');
      if (hostPort.number === undefined || hostPort.number === 0) continue;
      if (hostPort.number !== port.at('containerPort').number) {
        yield invalid(hostPort, 'must match `containerPort` when `hostNetwork` is true', 'leave hostPort out');
      }
    }
  }
}
