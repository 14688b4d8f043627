import type { Controller } from './controller';

/** The Helm controller of K3s and RKE2: a HelmChart puts the objects of a chart into a namespace. */
export const helmController: Controller = {
  installs: [
    {
      group: 'helm.cattle.io',
      kind: 'HelmChart',
      into: (owner, namespace) => [owner.at('spec', 'targetNamespace').text ?? namespace],
    },
  ],
};
