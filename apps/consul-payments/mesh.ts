import type { Construct } from 'constructs';
import { ClusterChart, MeshConfiguration } from '../../lib';

/** What holds for the whole mesh. It stands in the namespace of Consul, which the platform team's installation makes. */
export class Mesh extends ClusterChart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: { name: 'consul', create: false, isolated: false } });
    new MeshConfiguration(this, 'configuration', {
      mutualTls: 'strict',
      egress: 'declared',
      accessLogs: {},
      tracing: { percent: 5, provider: 'zipkin' },
    });
  }
}
