import type { Controller } from './controller';

/** trust-manager: copies a Bundle of certificates into every namespace, as a ConfigMap of its name, or a Secret. */
export const trustManager: Controller = {
  makes: [
    {
      group: 'trust.cert-manager.io',
      kind: 'Bundle',
      inEveryNamespace: true,
      names: (maker, name) => {
        const target = maker.at('spec', 'target');
        return [
          ...(target.at('configMap').isSet ? [{ kind: 'ConfigMap' as const, name }] : []),
          ...(target.at('secret').isSet ? [{ kind: 'Secret' as const, name }] : []),
        ];
      },
    },
  ],
};
