import { Cluster, ClusterChart, Environment, Fleet, Port, WebService, type ClusterProps } from '../../lib';
import { context, endsWith, FeatureFlags, flag, fractional, when, type FeatureFlagsProps } from '../../lib/flags';

export const served = {
  environment: new Environment('prod', { tier: 'production' }),
  kubernetesVersion: '1.33',
  openFeature: { version: '0.9' },
  network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 } },
} as const satisfies ClusterProps;

/** A flag for a tenth of the customers, and for everybody of the shop. */
export const newCheckout = flag({
  variants: { on: true, off: false },
  defaultVariant: 'off',
  targeting: when(
    endsWith(context('email'), '@shop.example'),
    'on',
    fractional([
      ['on', 10],
      ['off', 90],
    ]),
  ),
  owner: 'team-checkout',
  expires: '2027-03-01',
});

export interface FlaggedShop {
  readonly chart: ClusterChart;
  readonly web: WebService;
}

/** One service, and what is declared beside it. */
export function shopOn(facts: ClusterProps, declare: (shop: FlaggedShop) => void): Fleet {
  const fleet = new Fleet({ clusters: [new Cluster('prod-euw1', facts)] });
  fleet.deploy((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const web = new WebService(chart, 'web', {
      image: 'registry.example/web:1.0.0',
      port: Port.http(8080),
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      replicas: 2,
    });
    declare({ chart, web });
  });
  return fleet;
}

/** A shop whose web service is served one flag. */
export function servedShop(
  facts: ClusterProps = served,
  props: Partial<FeatureFlagsProps> = {},
  options?: Parameters<FeatureFlags['serve']>[1],
): Fleet {
  return shopOn(facts, ({ chart, web }) => {
    new FeatureFlags(chart, 'checkout', { flags: { 'new-checkout': newCheckout }, ...props }).serve(web, options);
  });
}
