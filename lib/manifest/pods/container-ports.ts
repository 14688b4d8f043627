import { containersOf } from './containers';
import { Field } from '../objects/field';
import type { PodTemplate } from './pod-template';

/** A port that a running container of a pod declares. */
export interface ContainerPort {
  readonly field: Field;
  /** `''` where the port has no name. */
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: string;
}

/** The ports of the containers that run as long as the pod does, those of sidecars last, as endpoints look them up. */
export function containerPortsOf(pod: PodTemplate): readonly ContainerPort[] {
  const containers = containersOf(Field.at(pod.specPath, pod.spec));
  return [
    ...containers.filter(({ list }) => list === 'containers'),
    ...containers.filter(({ isSidecar }) => isSidecar),
  ].flatMap((container) => container.field.at('ports').items().flatMap(readPort));
}

/** A pod port as messages write it: `8080/TCP`, with its name where it has one: `http (8080/TCP)`. */
export function formatContainerPort({ name, containerPort, protocol }: ContainerPort): string {
  return name === '' ? `${containerPort}/${protocol}` : `${name} (${containerPort}/${protocol})`;
}

function readPort(field: Field): ContainerPort[] {
  const containerPort = field.at('containerPort').number;
  if (containerPort === undefined) return [];
  const name = field.at('name').text ?? '';
  return [{ field, name, containerPort, protocol: field.at('protocol').text ?? 'TCP' }];
}

/** The number of a port that a container's own probe names: a name stands for one of its ports. */
export function portOfContainer(container: Field, { number, text }: Field): number | undefined {
  if (number !== undefined || text === undefined) return number;
  const ports = container.at('ports').items();
  return ports.find((port) => port.at('name').text === text)?.at('containerPort').number;
}
