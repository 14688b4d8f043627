import { containersOf } from './containers';
import { Field } from '../objects/field';
import type { PodTemplate } from './pod-template';

/** What the kubelet asks a pod for over HTTP: the paths of its probes, without their queries, by container port. */
export function httpProbePaths({ spec, specPath }: PodTemplate): ReadonlyMap<number, readonly string[]> {
  const paths = new Map<number, Set<string>>();
  for (const { field } of containersOf(Field.at(specPath, spec))) {
    for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const get = field.at(name, 'httpGet');
      const port = portOf(field, get.at('port'));
      if (port === undefined) continue;
      const [path = '/'] = (get.at('path').text ?? '/').split('?');
      paths.set(port, (paths.get(port) ?? new Set()).add(path));
    }
  }
  return new Map([...paths].map(([port, found]) => [port, [...found]]));
}

/** A name stands for a port of the probe's own container. */
function portOf(container: Field, { number, text }: Field): number | undefined {
  if (number !== undefined || text === undefined) return number;
  const ports = container.at('ports').items();
  return ports.find((port) => port.at('name').text === text)?.at('containerPort').number;
}
