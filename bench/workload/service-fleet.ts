import { Cluster, ClusterChart, Environment, Fleet, Port, WebService, type FleetProps } from '../../lib';

const regions = ['eu-west-1', 'us-east-1', 'ap-southeast-1'];

const connectionsEach = 2;

/** Clusters that all run the same services, as a fleet of regions does: each service calls some others. */
export function serviceFleet(
  clusters: number,
  services: number,
  revision: string,
  props: Omit<FleetProps, 'clusters'>,
): Fleet {
  const prod = new Environment('prod', { tier: 'production' });
  const fleet = new Fleet({
    ...props,
    clusters: Array.from({ length: clusters }, (_, index) => {
      const region = regions[index % regions.length] ?? 'eu-west-1';
      const zones = ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
      return new Cluster(`prod-${index + 1}`, { environment: prod, region, zones, kubernetesVersion: '1.33' });
    }),
  });
  return fleet.deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const all = Array.from(
      { length: services },
      (_, index) =>
        new WebService(chart, `service-${index}`, {
          image: `registry.example.com/shop/service-${index}:1.0.${revision}`,
          port: Port.http(8080),
          probes: { readiness: { httpGet: { path: '/ready' } } },
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
        }),
    );
    all.forEach((service, index) => {
      for (let step = 1; step <= connectionsEach; step += 1) {
        const server = all[(index + step * step) % all.length];
        if (server !== undefined && server !== service) service.connections.allowTo(server);
      }
    });
  });
}
