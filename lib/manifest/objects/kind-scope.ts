import { apiGroup } from './api-version';
import { isJsonObject } from './json';
import type { Manifest } from './manifest';
import type { ManifestSet } from './manifest-set';

export type KindScope = 'Namespaced' | 'Cluster';

/** Kinds (as `group/kind`) whose objects live outside namespaces: the built-in ones, and the custom ones that are common on clusters. */
const clusterScopedKinds: ReadonlySet<string> = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest',
  'certificates.k8s.io/ClusterTrustBundle',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'networking.k8s.io/IngressClass',
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/ServiceCIDR',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'resource.k8s.io/DeviceClass',
  'resource.k8s.io/DeviceTaintRule',
  'resource.k8s.io/ResourceSlice',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
  'cert-manager.io/ClusterIssuer',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'consul.hashicorp.com/GatewayClassConfig',
  'external-secrets.io/ClusterSecretStore',
  'gateway.networking.k8s.io/GatewayClass',
  'gateway.networking.k8s.io/Mesh',
  'gateway.networking.x-k8s.io/XMesh',
  'policy.networking.k8s.io/AdminNetworkPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io/ClusterNetworkPolicy',
]);

/**
 * Whether objects of a kind live in a namespace. A CustomResourceDefinition in the same tree decides for its kind;
 * then the built-in table; an unknown kind counts as namespaced.
 */
export function scopeOf(manifest: Manifest, definitions?: ManifestSet): KindScope {
  return scopeOfKind(apiGroup(manifest.apiVersion), manifest.kind, definitions);
}

/** The same of a kind that something refers to. */
export function scopeOfKind(group: string, kind: string, definitions?: ManifestSet): KindScope {
  return (
    definedScope(group, kind, definitions) ?? (clusterScopedKinds.has(`${group}/${kind}`) ? 'Cluster' : 'Namespaced')
  );
}

function definedScope(group: string, kind: string, definitions: ManifestSet | undefined): KindScope | undefined {
  for (const { manifest } of definitions?.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition') ?? []) {
    const { spec } = manifest;
    if (!isJsonObject(spec) || spec.group !== group || !isJsonObject(spec.names) || spec.names.kind !== kind) continue;
    if (spec.scope === 'Cluster' || spec.scope === 'Namespaced') return spec.scope;
  }
  return undefined;
}
