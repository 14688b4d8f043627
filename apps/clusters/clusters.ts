import { Cluster, Environment, flux } from '../../lib';

const platform = new Environment('platform', { tier: 'production' });

/** Where the others are made: nothing else runs here. */
export const management = new Cluster('mgmt-euw1', {
  environment: platform,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  kubernetesVersion: '1.36',
  gitOps: flux({
    repository: { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist/clusters' },
  }),
});
