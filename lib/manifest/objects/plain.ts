import type { JsonValue } from './json';

/**
 * What a type of `imports/` is in YAML: enums become their literal values, "number or string" classes the value itself,
 * free-form fields any JSON, and fields get back the names that the API has.
 *
 * Emitters annotate plain objects with it (`const spec: Plain<HttpRouteSpec> = { … }`), so that a misspelt field or
 * value does not compile and nothing of `imports/` is loaded. An optional field may be `undefined`: it is left out of the YAML.
 */
export type Plain<T> = 0 extends 1 & T
  ? JsonValue
  : T extends string
    ? `${T}`
    : T extends number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? readonly Plain<Item>[]
        : T extends { readonly value: infer Value extends string | number }
          ? keyof T extends 'value'
            ? Value
            : PlainFields<T>
          : PlainFields<T>;

type PlainFields<T> = {
  readonly [Field in keyof T as ApiName<Field>]: Plain<T[Field]> | (object extends Pick<T, Field> ? undefined : never);
};

type ApiName<Field> = Field extends keyof RenamedFields ? RenamedFields[Field] : Field;

/** Fields that `cdk8s import` renames, by the name that it gives them. A test compares the list with `crds/`. */
export interface RenamedFields {
  readonly allowEnablingPermissiveMutualTls: 'allowEnablingPermissiveMutualTLS';
  readonly associatePublicIpAddress: 'associatePublicIPAddress';
  readonly consecutive5XxErrors: 'consecutive5xxErrors';
  readonly enablePdb: 'enablePDB';
  readonly endpointUrl: 'endpointURL';
  readonly enforcingConsecutive5Xx: 'enforcingConsecutive5xx';
  readonly evictAfterOomSeconds: 'evictAfterOOMSeconds';
  readonly externalId: 'externalID';
  readonly externalSni: 'externalSNI';
  readonly fromCidr: 'fromCIDR';
  readonly fromCidrSet: 'fromCIDRSet';
  readonly inheritFromIamRole: 'inheritFromIAMRole';
  readonly isWalArchiver: 'isWALArchiver';
  readonly k8SService: 'k8sService';
  readonly keyVaultResourceUrl: 'keyVaultResourceURL';
  readonly kmsKeyId: 'kmsKeyID';
  readonly mutualTlsMode: 'mutualTLSMode';
  readonly repoUrl: 'repoURL';
  readonly serverCaSecret: 'serverCASecret';
  readonly serverTlsSecret: 'serverTLSSecret';
  readonly snapshotId: 'snapshotID';
  readonly sourceIp: 'sourceIP';
  readonly toCidr: 'toCIDR';
  readonly toCidrSet: 'toCIDRSet';
  readonly toFqdNs: 'toFQDNs';
}
