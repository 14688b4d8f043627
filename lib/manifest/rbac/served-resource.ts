import { Field } from '../objects/field';
import type { ManifestSet } from '../objects/manifest-set';

/** The built-in resources of each API group, by the resource's plural name. */
const builtInGroups: Readonly<Record<string, readonly string[]>> = {
  '': [
    'bindings',
    'componentstatuses',
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'persistentvolumes',
    'pods',
    'podtemplates',
    'replicationcontrollers',
    'resourcequotas',
    'secrets',
    'serviceaccounts',
    'services',
  ],
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

/** A resource, as rules name it. */
export interface ServedResource {
  readonly group: string;
  /** The plural name: the only one that rules know. */
  readonly plural: string;
  readonly scope: 'Cluster' | 'Namespaced';
}

/**
 * The resource that a name means: a built-in one, or one that a definition of the tree brings. People say `secret` and
 * `crontab` too; a name that nothing is known of is taken for a plural of the core group.
 */
export function servedResource(manifests: ManifestSet, name: string, group?: string): ServedResource {
  return knownResource(manifests, name, group) ?? { group: group ?? '', plural: name, scope: 'Namespaced' };
}

/** Whether a name means a built-in resource, or one that a definition of the tree brings. */
export function isServedResource(manifests: ManifestSet, name: string): boolean {
  return knownResource(manifests, name) !== undefined;
}

function knownResource(manifests: ManifestSet, name: string, group?: string): ServedResource | undefined {
  const defined = manifests.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition').flatMap(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    const resource = definedResource(spec);
    const isMeant = resource.plural === name || resource.names.includes(name);
    return isMeant && (group === undefined || group === resource.group) ? [resource] : [];
  });
  const [resource] = [...defined.filter(({ plural }) => plural === name), ...builtIn(name, group), ...defined];
  return resource && { group: resource.group, plural: resource.plural, scope: resource.scope };
}

function definedResource(spec: Field) {
  const names = spec.at('names');
  const singular = names.at('singular').text ?? names.at('kind').text?.toLowerCase();
  return {
    group: spec.at('group').text ?? '',
    plural: names.at('plural').text ?? '',
    names: [
      singular,
      ...names
        .at('shortNames')
        .items()
        .map(({ text }) => text),
    ].filter((text) => text !== undefined),
    scope: spec.at('scope').text === 'Cluster' ? 'Cluster' : 'Namespaced',
  } as const;
}

function builtIn(name: string, wanted: string | undefined): readonly ServedResource[] {
  const plurals = [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')];
  return Object.entries(builtInGroups).flatMap(([group, resources]) => {
    const plural = plurals.find((one) => resources.includes(one));
    if (plural === undefined || (wanted !== undefined && wanted !== group)) return [];
    return [{ group, plural, scope: clusterScoped.has(`${group}/${plural}`) ? 'Cluster' : 'Namespaced' }];
  });
}

function inGroup(group: string): readonly string[] {
  return (builtInGroups[group] ?? []).map((resource) => `${group}/${resource}`);
}
