import { Cluster, Environment } from '../../lib';

const prod = new Environment('prod', { tier: 'production' });

export const production = new Cluster('prod-euw1', {
  environment: prod,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  kubernetesVersion: '1.36',
  monitoring: { product: 'prometheus-operator', labels: { release: 'kube-prometheus-stack' } },
  network: {
    apiServer: { cidrs: ['172.20.0.1/32'], port: 443 },
    monitoring: { namespace: 'monitoring', podLabels: { 'app.kubernetes.io/name': 'prometheus' } },
  },
});
