import { containerPortsOf } from '../../manifest/pods/container-ports';
import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import {
  matchesSelector,
  parseLabels,
  parseLabelSelector,
  type LabelSelector,
} from '../../manifest/objects/label-selector';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { ownsNamespace } from '../../manifest/objects/owned-namespace';
import { servicePortsOf } from '../../manifest/network/service-ports';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { extentOf } from '../../manifest/pods/selected-pods';
import { meshRecords } from '../../products/mesh-records';
import { enrolmentOfPod } from '../../reach/mesh/enrolment';
import type { Check, CheckContext } from '../check';
import type { Problem } from '../finding';
import { listNames } from '../list-names';
import { unseenPods } from './unseen-pods';

/** A ServiceMonitor or PodMonitor selects something, and what it selects has the port that it scrapes. */
export const requireMonitorTarget: Check = {
  id: 'require-monitor-target',
  severity: 'error',
  profile: 'baseline',
  why: 'Prometheus scrapes nothing and says nothing: dashboards stay empty, and alerts never fire.',
  kinds: ['monitoring.coreos.com/PodMonitor', 'monitoring.coreos.com/ServiceMonitor'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const selector = parseLabelSelector(spec.at('selector').value);
    if (selector === undefined) return;
    const targets = targetsOf(manifest, selector, context.manifests);
    if (targets.length === 0) {
      const unseen = manifest.kind === 'PodMonitor' ? unseenTargets(spec, selector, manifest, context) : undefined;
      if (unseen === 'selected') return;
      yield unseen ?? nothingSelected(spec.at('selector'), manifest, context);
      return;
    }
    const names = targets.flatMap(({ ports }) => ports);
    for (const endpoint of spec.at(manifest.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints').items()) {
      const port = endpoint.at('port');
      if (port.text === undefined || names.includes(port.text)) continue;
      const message = `Not found: port "${port.text}" of what it selects`;
      yield {
        path: port.path,
        message,
        fix: `use the name of one of its ports: ${listNames(names) || 'none has a name'}`,
      };
    }
  },
};

interface MonitorTarget {
  /** Names of its ports. */
  readonly ports: readonly string[];
}

function targetsOf(monitor: Manifest, selector: LabelSelector, manifests: ManifestSet): readonly MonitorTarget[] {
  const namespaces = namespacesOf(monitor);
  if (monitor.kind === 'PodMonitor') {
    const pods =
      namespaces === 'any'
        ? manifests.pods().filter((pod) => extentOf([selector], pod) !== 'none')
        : namespaces.flatMap((namespace) => manifests.podsSelectedBy(namespace, selector));
    return pods.map((pod) => ({
      ports: [...containerPortsOf(pod).map(({ name }) => name), ...proxyPortsOf(pod, manifests)],
    }));
  }
  const services =
    namespaces === 'any'
      ? manifests.ofKind('', 'Service')
      : namespaces.flatMap((namespace) => objectsIn(manifests, '', 'Service', namespace));
  return services
    .filter(({ manifest }) => matchesSelector(selector, parseLabels(manifest.metadata.labels) ?? {}))
    .map(({ manifest }) => ({ ports: servicePortsOf(manifest).map(({ name }) => name) }));
}

/** Names of the ports of the proxy that a mesh puts into a Pod. */
function proxyPortsOf(pod: PodTemplate, manifests: ManifestSet): readonly string[] {
  const enrolment = enrolmentOfPod(pod, manifests);
  if (enrolment?.mode !== 'sidecar') return [];
  const { port } = meshRecords[enrolment.product].proxy.metrics;
  return port === undefined ? [] : [port];
}

/** What is said of the pods that controllers make: which ports they have, nobody knows. */
function unseenTargets(
  spec: Field,
  selector: LabelSelector,
  monitor: Manifest,
  { manifests }: CheckContext,
): Problem | 'selected' | undefined {
  const namespaces = namespacesOf(monitor);
  const searched = namespaces === 'any' ? manifests.ofKind('', 'Namespace').map(nameOf) : namespaces;
  const found = searched.map((namespace) => unseenPods(spec.at('selector').path, selector, namespace, manifests));
  return found.includes('selected') ? 'selected' : found.find((problem) => problem !== undefined);
}

function nameOf({ manifest }: LocatedManifest): string {
  return identityOf(manifest).name;
}

function namespacesOf(monitor: Manifest): readonly string[] | 'any' {
  const selector = Field.root(monitor).at('spec', 'namespaceSelector');
  if (selector.at('any').boolean === true) return 'any';
  const names = selector
    .at('matchNames')
    .items()
    .map(({ text }) => text)
    .filter((text) => text !== undefined);
  return names.length === 0 ? [namespaceOf(monitor)] : names;
}

function nothingSelected({ path, value }: Field, monitor: Manifest, context: CheckContext): Problem {
  const namespaces = namespacesOf(monitor);
  const what = monitor.kind === 'PodMonitor' ? 'Pod' : 'Service';
  const where = namespaces === 'any' ? 'any namespace' : `namespace ${listNames(namespaces)}`;
  const message = `Invalid value: ${JSON.stringify(value)}: selects no ${what} in ${where}`;
  const fix = `select the labels of a ${what}${what === 'Service' ? ' (metadata.labels, not its selector)' : ''}`;
  const owned = namespaces !== 'any' && namespaces.every((name) => ownsNamespace(context.manifests, name));
  return owned ? { path, message, fix } : { path, message, fix, status: 'unproved' };
}
