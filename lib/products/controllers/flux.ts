import type { Controller } from './controller';

/** Flux: a HelmRelease puts the objects of a chart into a namespace. */
export const flux: Controller = {
  installs: [
    {
      group: 'helm.toolkit.fluxcd.io',
      kind: 'HelmRelease',
      into: (owner, namespace) =>
        // With a kubeconfig, it is for another cluster.
        owner.at('spec', 'kubeConfig').isSet ? [] : [owner.at('spec', 'targetNamespace').text ?? namespace],
    },
  ],
};
