import { secret, type Controller } from './controller';

/** Sealed Secrets: decrypts a SealedSecret into the Secret of its template. */
export const sealedSecrets: Controller = {
  makes: [
    {
      group: 'bitnami.com',
      kind: 'SealedSecret',
      names: (maker, name) => [secret(maker.at('spec', 'template', 'metadata', 'name').text ?? name)],
    },
  ],
};
