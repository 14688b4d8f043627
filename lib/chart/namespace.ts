import type { Manifest } from '../manifest/objects/manifest';
import { namespaceNameLabel } from '../manifest/objects/namespace-labels';
import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { located } from '../model/located';
import type { NamespaceModel } from '../model/namespace-model';

/** Emits one Namespace object for each namespace that a chart wants created, with the Pod Security level that it enforces. */
export const namespaceCapability = listCapability({
  name: new CapabilityName<readonly NamespaceModel[]>('namespace'),
  resolve: ({ namespaces }) => [...namespaces.values()].filter(({ create }) => create),
  *emit(namespaces) {
    for (const namespace of namespaces) yield* located(emitNamespace(namespace), namespace);
  },
});

function emitNamespace({ name, podSecurity, labels, annotations }: NamespaceModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        [namespaceNameLabel]: name,
        'pod-security.kubernetes.io/enforce': podSecurity,
        ...labels,
      },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  };
}
