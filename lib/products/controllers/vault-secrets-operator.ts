import { secret, type Controller } from './controller';

/** The Vault Secrets Operator: keeps Secrets like what Vault holds. */
export const vaultSecretsOperator: Controller = {
  makes: ['VaultDynamicSecret', 'VaultPKISecret', 'VaultStaticSecret'].map((kind) => ({
    group: 'secrets.hashicorp.com',
    kind,
    names: (maker) => [secret(maker.at('spec', 'destination', 'name').text)],
  })),
};
