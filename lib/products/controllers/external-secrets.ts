import { secret, type Controller } from './controller';

/** External Secrets: keeps a Secret, or a ConfigMap, like a store outside of the cluster. */
export const externalSecrets: Controller = {
  makes: [
    {
      group: 'external-secrets.io',
      kind: 'ExternalSecret',
      names: (maker, own) => {
        const name = maker.at('spec', 'target', 'name').text ?? own;
        const isConfigMap = maker.at('spec', 'target', 'manifest', 'kind').text === 'ConfigMap';
        return [isConfigMap ? { kind: 'ConfigMap', name } : secret(name)];
      },
    },
  ],
};
