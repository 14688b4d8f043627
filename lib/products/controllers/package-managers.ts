import type { Controller } from './controller';

/**
 * Carvel, the Operator Lifecycle Manager, Fleet, Crossplane's Helm provider and the operators of Istio: each puts the
 * objects of a package into a namespace.
 */
export const packageManagers: Controller = {
  installs: [
    { group: 'packaging.carvel.dev', kind: 'PackageInstall', into: (_, namespace) => [namespace] },
    { group: 'kappctrl.k14s.io', kind: 'App', into: (_, namespace) => [namespace] },
    { group: 'operators.coreos.com', kind: 'Subscription', into: (_, namespace) => [namespace] },
    {
      group: 'helm.crossplane.io',
      kind: 'Release',
      into: (owner) => [owner.at('spec', 'forProvider', 'namespace').text ?? 'default'],
    },
    { group: 'install.istio.io', kind: 'IstioOperator', into: (_, namespace) => [namespace] },
    {
      group: 'sailoperator.io',
      kind: 'Istio',
      into: (owner) => [owner.at('spec', 'namespace').text ?? 'istio-system'],
    },
  ],
};
