/** Where a trigger gets its credentials from: a TriggerAuthentication of its namespace, or one of the whole cluster. */
export type TriggerAuthenticationRef = {
  readonly name: string;
  /** @default 'TriggerAuthentication' */
  readonly kind?: 'TriggerAuthentication' | 'ClusterTriggerAuthentication';
};

/** A value of a Secret or ConfigMap that a trigger gets as a parameter. */
export type KeyParameter = {
  /** Parameter of the trigger: `password`. */
  readonly parameter: string;
  /** Name of the Secret or ConfigMap. */
  readonly name: string;
  /** Its key. */
  readonly key: string;
};

/** An identity of a cloud that KEDA takes. */
export type PodIdentity = {
  readonly provider: 'aws' | 'aws-eks' | 'azure-workload' | 'gcp' | 'none';
  /** Whose identity is taken: that of KEDA, or that of the workload. For `aws`. @default KEDA's */
  readonly identityOwner?: 'keda' | 'workload';
  /** Identity of Azure. @default that of KEDA's ServiceAccount */
  readonly identityId?: string;
  readonly identityTenantId?: string;
  readonly identityAuthorityHost?: string;
  /** Role of AWS that is assumed. @default that of KEDA's ServiceAccount */
  readonly roleArn?: string;
  /** From KEDA 2.20 on. */
  readonly externalID?: string;
};

/** A reference to a key of a Secret, as vaults take credentials. */
export type SecretKeyValue = {
  readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
};

/**
 * What the parameters of triggers come from, in KEDA's own words. Secrets stand nowhere in it: it names where they are.
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/
 */
export type TriggerAuthenticationFields = {
  /** Keys of Secrets, of the same namespace. */
  readonly secretTargetRef?: readonly KeyParameter[];
  /** Keys of ConfigMaps, of the same namespace. */
  readonly configMapTargetRef?: readonly KeyParameter[];
  /** Variables of the workload's containers. */
  readonly env?: readonly { readonly parameter: string; readonly name: string; readonly containerName?: string }[];
  /** Tokens of ServiceAccounts, for a time. From KEDA 2.17 on. */
  readonly boundServiceAccountToken?: readonly { readonly parameter: string; readonly serviceAccountName: string }[];
  /** An identity of a cloud. */
  readonly podIdentity?: PodIdentity;
  /** A token that KEDA fetches. From KEDA 2.20 on. */
  readonly oauth2?: {
    readonly type: 'clientCredentials';
    readonly clientId: string;
    readonly clientSecret?: SecretKeyValue;
    readonly tokenUrl: string;
    readonly scopes?: readonly string[];
    readonly tokenUrlParams?: Readonly<Record<string, string>>;
  };
  /** Secrets of HashiCorp Vault. */
  readonly hashiCorpVault?: {
    readonly address: string;
    readonly authentication: 'token' | 'kubernetes';
    readonly namespace?: string;
    readonly mount?: string;
    readonly role?: string;
    readonly credential?: { readonly serviceAccount?: string; readonly serviceAccountName?: string };
    readonly secrets: readonly {
      readonly parameter: string;
      readonly path: string;
      readonly key: string;
      readonly type?: '' | 'secret' | 'secretV2' | 'pki';
    }[];
  };
  /** Secrets of Azure Key Vault. */
  readonly azureKeyVault?: {
    readonly vaultUri: string;
    readonly podIdentity?: PodIdentity;
    readonly credentials?: {
      readonly clientId: string;
      readonly tenantId: string;
      readonly clientSecret: SecretKeyValue;
    };
    readonly secrets: readonly { readonly parameter: string; readonly name: string; readonly version?: string }[];
  };
  /** Secrets of AWS Secrets Manager. */
  readonly awsSecretManager?: {
    readonly region?: string;
    readonly podIdentity?: PodIdentity;
    readonly credentials?: { readonly accessKey: SecretKeyValue; readonly accessSecretKey: SecretKeyValue };
    readonly secrets: readonly {
      readonly parameter: string;
      readonly name: string;
      readonly secretKey?: string;
      readonly versionId?: string;
      readonly versionStage?: string;
    }[];
  };
  /** Secrets of Google Secret Manager. */
  readonly gcpSecretManager?: {
    readonly podIdentity?: PodIdentity;
    readonly credentials?: { readonly clientSecret: SecretKeyValue };
    readonly secrets: readonly { readonly parameter: string; readonly id: string; readonly version?: string }[];
  };
};

/** The parameters that a trigger gets from it; `unknown` where an identity or a token may stand for others. */
export function parametersOf(fields: TriggerAuthenticationFields): ReadonlySet<string> | 'unknown' {
  const { podIdentity, oauth2, hashiCorpVault, azureKeyVault, awsSecretManager, gcpSecretManager, ...listed } = fields;
  if (podIdentity !== undefined || oauth2 !== undefined) return 'unknown';
  const vaults = [hashiCorpVault, azureKeyVault, awsSecretManager, gcpSecretManager].map((vault) => vault?.secrets);
  const lists: readonly (readonly { readonly parameter: string }[] | undefined)[] = [
    ...Object.values(listed),
    ...vaults,
  ];
  return new Set(lists.flatMap((list) => (list ?? []).map(({ parameter }) => parameter)));
}
