import { dnsLabelErrors, dnsSubdomainErrors } from '../../../manifest/grammar/dns-name';
import { labelKeyErrors } from '../../../manifest/grammar/label-syntax';
import { pathSegmentErrors } from '../grammar/path-syntax';

/** A field that holds a name, and what the API server wants of it. */
export interface NameRule {
  /** Where it stands below the object, the pod's spec or the container; `[]` is every item of a list. */
  readonly path: string;
  /**
   * What becomes of no text: it stands for no name, or is required (in the server's words, if it has any), or is as
   * bad as any other text that is no name.
   */
  readonly empty: 'allowed' | 'invalid' | { readonly required: string };
  /** It may be left out, or the schema reports that it is missing. */
  readonly mayBeMissing?: boolean;
  readonly grammar?: (name: string) => readonly string[];
}

const required = { required: '' };

/** What a reference to an object of whatever kind must say. */
function typedReference(path: string): readonly NameRule[] {
  return [
    { path: `${path}.apiGroup`, empty: 'allowed', grammar: dnsSubdomainErrors },
    { path: `${path}.kind`, empty: required, mayBeMissing: true, grammar: pathSegmentErrors },
    { path: `${path}.name`, empty: required, mayBeMissing: true, grammar: pathSegmentErrors },
  ];
}

function metricName(path: string): NameRule {
  const empty = { required: 'must specify a metric name' };
  return { path: `spec.metrics[].${path}.metric.name`, empty, mayBeMissing: true, grammar: pathSegmentErrors };
}

function anyCaseSubdomainErrors(name: string): readonly string[] {
  return dnsSubdomainErrors(name.toLowerCase());
}

const resourceName = { required: 'must specify a resource name' };

export const namesInContainers: readonly NameRule[] = [
  { path: 'envFrom[].configMapRef.name', empty: required, grammar: dnsSubdomainErrors },
  { path: 'envFrom[].secretRef.name', empty: required, grammar: dnsSubdomainErrors },
  { path: 'env[].valueFrom.configMapKeyRef.name', empty: 'invalid', grammar: dnsSubdomainErrors },
  { path: 'env[].valueFrom.secretKeyRef.name', empty: 'invalid', grammar: dnsSubdomainErrors },
];

export const namesInPods: readonly NameRule[] = [
  { path: 'serviceAccountName', empty: 'allowed', grammar: dnsSubdomainErrors },
  { path: 'priorityClassName', empty: 'allowed', grammar: dnsSubdomainErrors },
  { path: 'runtimeClassName', empty: 'invalid', mayBeMissing: true, grammar: dnsSubdomainErrors },
  { path: 'resourceClaims[].name', empty: required, mayBeMissing: true, grammar: dnsLabelErrors },
  { path: 'resourceClaims[].resourceClaimName', empty: 'invalid', mayBeMissing: true, grammar: dnsSubdomainErrors },
  {
    path: 'resourceClaims[].resourceClaimTemplateName',
    empty: 'invalid',
    mayBeMissing: true,
    grammar: dnsSubdomainErrors,
  },
  { path: 'nodeName', empty: 'allowed', grammar: dnsSubdomainErrors },
  { path: 'readinessGates[].conditionType', empty: 'invalid', mayBeMissing: true, grammar: labelKeyErrors },
  { path: 'volumes[].csi.driver', empty: required, mayBeMissing: true, grammar: anyCaseSubdomainErrors },
  { path: 'volumes[].nfs.server', empty: required, mayBeMissing: true },
];

/** Keyed `group/Kind`. */
export const namesByKind: Readonly<Record<string, readonly NameRule[]>> = {
  '/PersistentVolume': [
    { path: 'spec.storageClassName', empty: 'allowed', grammar: dnsSubdomainErrors },
    { path: 'spec.csi.driver', empty: required, mayBeMissing: true, grammar: anyCaseSubdomainErrors },
    { path: 'spec.csi.volumeHandle', empty: required, mayBeMissing: true },
    { path: 'spec.nfs.server', empty: required, mayBeMissing: true },
  ],
  '/PersistentVolumeClaim': [{ path: 'spec.dataSource.name', empty: required, mayBeMissing: true }],
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': [
    { path: 'spec.policyName', empty: required, grammar: dnsSubdomainErrors },
  ],
  'apps/StatefulSet': [{ path: 'spec.serviceName', empty: 'allowed', grammar: dnsLabelErrors }],
  'autoscaling/HorizontalPodAutoscaler': [
    { path: 'spec.scaleTargetRef.kind', empty: 'allowed', grammar: pathSegmentErrors },
    { path: 'spec.scaleTargetRef.name', empty: 'allowed', grammar: pathSegmentErrors },
    { path: 'spec.metrics[].resource.name', empty: resourceName, mayBeMissing: true },
    { path: 'spec.metrics[].containerResource.name', empty: resourceName, mayBeMissing: true },
    {
      path: 'spec.metrics[].containerResource.container',
      empty: { required: 'must specify a container' },
      mayBeMissing: true,
      grammar: dnsLabelErrors,
    },
    metricName('pods'),
    metricName('object'),
    metricName('external'),
    {
      path: 'spec.metrics[].object.describedObject.kind',
      empty: required,
      mayBeMissing: true,
      grammar: pathSegmentErrors,
    },
    {
      path: 'spec.metrics[].object.describedObject.name',
      empty: required,
      mayBeMissing: true,
      grammar: pathSegmentErrors,
    },
  ],
  'networking.k8s.io/Ingress': [
    { path: 'spec.ingressClassName', empty: 'invalid', mayBeMissing: true, grammar: dnsSubdomainErrors },
    ...typedReference('spec.defaultBackend.resource'),
    ...typedReference('spec.rules[].http.paths[].backend.resource'),
  ],
  'networking.k8s.io/IngressClass': [
    { path: 'spec.controller', empty: required },
    ...typedReference('spec.parameters'),
  ],
  'node.k8s.io/RuntimeClass': [{ path: 'handler', empty: required, mayBeMissing: true, grammar: dnsLabelErrors }],
  'storage.k8s.io/StorageClass': [
    { path: 'provisioner', empty: required, mayBeMissing: true, grammar: (name) => labelKeyErrors(name.toLowerCase()) },
  ],
};
