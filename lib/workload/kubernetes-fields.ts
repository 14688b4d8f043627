/**
 * A cdk8s-plus L1 type as the plain object that goes into YAML: Kubernetes' own field names, and quantities and
 * int-or-string values as they are written there. A type only: nothing of cdk8s-plus is loaded for it.
 */
export type KubernetesFields<T> = T extends { readonly value: string | number }
  ? keyof T extends 'value'
    ? string | number
    : FieldsOf<T>
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? readonly KubernetesFields<Item>[]
      : T extends object
        ? FieldsOf<T>
        : T;

type FieldsOf<T> = { readonly [K in keyof T as FieldName<K>]: KubernetesFields<T[K]> };

type FieldName<K> = K extends keyof RenamedFields ? RenamedFields[K] : K;

/** Fields that cdk8s spells in its own way. */
interface RenamedFields {
  readonly clientIp: 'clientIP';
  readonly clusterIp: 'clusterIP';
  readonly clusterIPs: 'clusterIPs';
  readonly datasetUuid: 'datasetUUID';
  readonly diskUri: 'diskURI';
  readonly downwardApi: 'downwardAPI';
  readonly externalIPs: 'externalIPs';
  readonly hostIp: 'hostIP';
  readonly hostIpc: 'hostIPC';
  readonly hostPid: 'hostPID';
  readonly loadBalancerIp: 'loadBalancerIP';
  readonly pdId: 'pdID';
  readonly scaleIo: 'scaleIO';
  readonly setHostnameAsFqdn: 'setHostnameAsFQDN';
  readonly storagePolicyId: 'storagePolicyID';
  readonly targetWwNs: 'targetWWNs';
  readonly volumeId: 'volumeID';
}
