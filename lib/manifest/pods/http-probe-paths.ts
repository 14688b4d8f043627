import { portOfContainer } from './container-ports';
import { containersOf } from './containers';
import { Field } from '../objects/field';
import type { PodTemplate } from './pod-template';

/** What the kubelet asks a pod for over HTTP: the paths of its probes, without their queries, by container port. */
export function httpProbePaths({ spec, specPath }: PodTemplate): ReadonlyMap<number, readonly string[]> {
  const paths = new Map<number, Set<string>>();
  for (const { field } of containersOf(Field.at(specPath, spec))) {
    for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const get = field.at(name, 'httpGet');
      const port = portOfContainer(field, get.at('port'));
      if (port === undefined) continue;
      const [path = '/'] = (get.at('path').text ?? '/').split('?');
      paths.set(port, (paths.get(port) ?? new Set()).add(path));
    }
  }
  return new Map([...paths].map(([port, found]) => [port, [...found]]));
}
