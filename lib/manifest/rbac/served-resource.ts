import { Field } from '../field';
import type { ManifestSet } from '../manifest-set';

/** API groups of the built-in resources that are not in the core group, by the resource's plural name. */
const builtInGroups: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io': [
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
    'validatingwebhookconfigurations',
  ],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'apiregistration.k8s.io': ['apiservices'],
  apps: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  'authentication.k8s.io': ['selfsubjectreviews', 'tokenreviews'],
  'authorization.k8s.io': [
    'localsubjectaccessreviews',
    'selfsubjectaccessreviews',
    'selfsubjectrulesreviews',
    'subjectaccessreviews',
  ],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'certificates.k8s.io': ['certificatesigningrequests', 'clustertrustbundles', 'signers'],
  'coordination.k8s.io': ['leases'],
  'discovery.k8s.io': ['endpointslices'],
  'flowcontrol.apiserver.k8s.io': ['flowschemas', 'prioritylevelconfigurations'],
  'networking.k8s.io': ['ingressclasses', 'ingresses', 'ipaddresses', 'networkpolicies', 'servicecidrs'],
  'node.k8s.io': ['runtimeclasses'],
  policy: ['poddisruptionbudgets'],
  'rbac.authorization.k8s.io': ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
  'resource.k8s.io': ['deviceclasses', 'resourceclaims', 'resourceclaimtemplates', 'resourceslices'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': [
    'csidrivers',
    'csinodes',
    'csistoragecapacities',
    'storageclasses',
    'volumeattachments',
    'volumeattributesclasses',
  ],
};

/** Built-in resources outside of namespaces. A Namespace itself is asked for as if it lay in the namespace of its name. */
const clusterScoped: ReadonlySet<string> = new Set([
  '/componentstatuses',
  '/nodes',
  '/persistentvolumes',
  ...['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'flowcontrol.apiserver.k8s.io']
    .concat(['node.k8s.io', 'scheduling.k8s.io'])
    .flatMap(inGroup),
  ...['selfsubjectreviews', 'tokenreviews'].map((resource) => `authentication.k8s.io/${resource}`),
  ...['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'subjectaccessreviews'].map(
    (resource) => `authorization.k8s.io/${resource}`,
  ),
  ...inGroup('certificates.k8s.io'),
  ...['ingressclasses', 'ipaddresses', 'servicecidrs'].map((resource) => `networking.k8s.io/${resource}`),
  ...['clusterrolebindings', 'clusterroles'].map((resource) => `rbac.authorization.k8s.io/${resource}`),
  ...['deviceclasses', 'resourceslices'].map((resource) => `resource.k8s.io/${resource}`),
  ...inGroup('storage.k8s.io').filter((resource) => !resource.endsWith('/csistoragecapacities')),
]);

/** A resource that an API server knows. */
export interface ServedResource {
  readonly group: string;
  readonly scope: 'Cluster' | 'Namespaced';
}

/** The group and scope of a resource by its plural name: a built-in one, or one that a definition of the tree brings. */
export function servedResource(manifests: ManifestSet, resource: string, group?: string): ServedResource {
  for (const { manifest } of manifests.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    const spec = Field.root(manifest).at('spec');
    const defined = spec.at('group').text;
    if (spec.at('names', 'plural').text !== resource || defined === undefined) continue;
    if (group !== undefined && group !== defined) continue;
    return { group: defined, scope: spec.at('scope').text === 'Cluster' ? 'Cluster' : 'Namespaced' };
  }
  const [builtInGroup = ''] = Object.entries(builtInGroups).find(([, resources]) => resources.includes(resource)) ?? [];
  const found = group ?? builtInGroup;
  return { group: found, scope: clusterScoped.has(`${found}/${resource}`) ? 'Cluster' : 'Namespaced' };
}

function inGroup(group: string): readonly string[] {
  return (builtInGroups[group] ?? []).map((resource) => `${group}/${resource}`);
}
