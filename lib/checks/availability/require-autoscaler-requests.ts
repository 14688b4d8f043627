import { proxyOfMesh } from '../../capacity/demand/injected-proxy';
import { isAtLeast } from '../../fleet/kubernetes-version';
import { namespaceMetadata } from '../../products/namespace-metadata';
import { autoscalerOf } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import { containersOf } from '../../manifest/pods/containers';
import { defaultedBy } from '../../manifest/pods/limit-ranges';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';

/** A workload that is scaled by the utilization of a resource requests that resource in every container. */
export const requireAutoscalerRequests: Check = {
  id: 'require-autoscaler-requests',
  severity: 'error',
  profile: 'baseline',
  why: 'Utilization is usage divided by request: where one container has no request there is no result, and nothing is scaled.',
  kinds: horizontalKinds,
  run: function* (object, { manifests, cluster }) {
    const autoscaler = autoscalerOf(object);
    const target = autoscaler === undefined ? undefined : findObject(manifests, autoscaler.target);
    const pod = target === undefined ? undefined : podTemplateOf(target);
    if (pod === undefined || target === undefined) return;
    for (const { field, resource, container } of utilizations(Field.root(object.manifest).at('spec'))) {
      const lacking = containersWithout(resource, pod, manifests, isAtLeast(cluster.kubernetesVersion, '1.29'));
      const without = lacking.filter((name) => name === (container ?? name));
      if (without.length === 0 && container === undefined) {
        const proxy = proxyOfMesh(cluster.mesh)?.injected(pod, namespaceMetadata(manifests, pod.namespace));
        const hasNone = proxy?.requests.has(resource) === false;
        if (hasNone && !defaultedBy(manifests, pod.namespace, resource, 'request'))
          yield {
            status: 'unproved',
            path: field.path,
            message: `whether the proxy that the mesh puts into the Pods of ${formatIdentity(identityOf(target.manifest))} has a ${resource} request: its Pods do not say so`,
            fix: 'measure the main container alone (ContainerResource, containerName), or give the proxy a request by annotation',
          };
      }
      if (without.length === 0) continue;
      yield {
        path: field.path,
        message: `Invalid value: container ${without.join(', ')} of ${formatIdentity(identityOf(target.manifest))} has no ${resource} request`,
        fix: `set resources.requests.${resource} of every container`,
      };
    }
  },
};

interface Utilization {
  readonly field: Field;
  readonly resource: string;
  /** The only container that is measured. */
  readonly container?: string;
}

function utilizations(spec: Field): readonly Utilization[] {
  const ofVersion1 = spec.at('targetCPUUtilizationPercentage');
  const ofTriggers = spec
    .at('triggers')
    .items()
    .flatMap((trigger): readonly Utilization[] => {
      const resource = trigger.at('type').text;
      // KEDA's webhook asks for a request whatever the value is compared with.
      if (resource !== 'cpu' && resource !== 'memory') return [];
      const container = trigger.at('metadata', 'containerName').text;
      return [{ field: trigger, resource, ...(container === undefined || container === '' ? {} : { container }) }];
    });
  const ofMetrics = spec
    .at('metrics')
    .items()
    .flatMap((metric) => [metric.at('resource'), metric.at('containerResource')])
    .flatMap((field): readonly Utilization[] => {
      const resource = field.at('name').text;
      const container = field.at('container').text;
      if (resource === undefined || field.at('target', 'type').text !== 'Utilization') return [];
      return [container === undefined ? { field, resource } : { field, resource, container }];
    });
  return [...ofMetrics, ...ofTriggers, ...(ofVersion1.isSet ? [{ field: ofVersion1, resource: 'cpu' }] : [])];
}

/** @param countsSidecars whether the autoscaler measures init containers that keep running, too: from Kubernetes 1.29 on */
function containersWithout(
  resource: string,
  pod: PodTemplate,
  manifests: ManifestSet,
  countsSidecars: boolean,
): readonly string[] {
  const spec = Field.at(pod.specPath, pod.spec);
  if (spec.at('resources', 'requests', resource).isSet || spec.at('resources', 'limits', resource).isSet) return [];
  if (defaultedBy(manifests, pod.namespace, resource, 'request')) return [];
  return containersOf(spec)
    .filter(({ list, isSidecar }) => list === 'containers' || (isSidecar && countsSidecars))
    .filter(({ field }) => ['requests', 'limits'].every((kind) => !field.at('resources', kind, resource).isSet))
    .map(({ name }) => name);
}
