import { secret, type Controller } from './controller';

/** The Secrets Store CSI driver: mounts secrets of a store, and copies them into Secrets where it is told to. */
export const secretsStoreCsi: Controller = {
  makes: [
    {
      group: 'secrets-store.csi.x-k8s.io',
      kind: 'SecretProviderClass',
      names: (maker) =>
        maker
          .at('spec', 'secretObjects')
          .items()
          .map((object) => secret(object.at('secretName').text)),
    },
  ],
};
