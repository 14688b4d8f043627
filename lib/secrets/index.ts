// cdk8s-blueprints/secrets: Secrets whose content is not in the tree, as constructs of their own
export { ExternalSecret, type ExternalSecretProps, type RemoteValue, type SecretStoreRef } from './external-secret';
export { SealedSecret, type SealedSecretProps } from './sealed-secret';
export type { SecretReference } from './secret-reference';
export { SopsSecret, type SopsSecretProps } from './sops-secret';
export { ClusterSecretStore, SecretStore, type SecretStoreProps } from './secret-store';
