import { notFound, type ShapeProblem } from '../fleet/shape';
import type { PortModel } from '../model/port-model';

/** The number of a workload's port with a name; undefined where it declares none of that name. */
export function namedPort(name: string, ports: readonly PortModel[]): number | undefined {
  return ports.find((port) => port.name === name)?.containerPort;
}

/** The problem of a name that no port of a workload has. */
export function unknownPort(path: string, name: string, ports: readonly PortModel[]): ShapeProblem {
  if (ports.length === 0)
    return {
      path,
      message: `Invalid value: "${name}": must be a number: the workload declares no ports with names`,
      fix: 'write the number of the port, or declare the ports of the workload',
    };
  return notFound(
    path,
    name,
    ports.map((port) => port.name),
  );
}
