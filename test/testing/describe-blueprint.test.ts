import { Environment, Port, WebService } from '../../lib';
import { describeBlueprint } from '../../lib/testing';

describeBlueprint(
  'WebService',
  (chart) => new WebService(chart, 'cart', { image: 'registry.example/cart:1.0.0', port: Port.http(8080) }),
  {
    environments: [new Environment('dev'), new Environment('prod', { tier: 'production' })],
    kubernetesVersions: ['1.28', '1.36'],
  },
);
