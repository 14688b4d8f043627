import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { istio, type RenderedCluster, type RetryCondition, type TrafficPolicy } from '../../../lib';
import { renderCase } from '../../mesh/contract/render-case';
import type { Shop } from '../../mesh/contract/shop';
import { describeIstio } from './describe-istio';
import { askIstio, type AnsweredRoute, type AskedRoute, type AskedTree } from './istio-simulation';

/** A policy as data, from which the declaration and what it must come to are made. */
interface Declared {
  readonly timeout: number | undefined;
  readonly retries:
    | { readonly attempts: number; readonly on: readonly RetryCondition[]; readonly perTry: number | undefined }
    | undefined;
  readonly canaryWeight: number | undefined;
  readonly header: string | undefined;
}

const declared: fc.Arbitrary<Declared> = fc.record({
  timeout: fc.option(fc.integer({ min: 4, max: 60 }), { nil: undefined }),
  retries: fc.option(
    fc.record({
      attempts: fc.integer({ min: 1, max: 5 }),
      on: fc.uniqueArray(fc.constantFrom<RetryCondition>('5xx', 'reset', 'connect-failure', 'unavailable'), {
        minLength: 1,
        maxLength: 2,
      }),
      perTry: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  canaryWeight: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
  header: fc.option(fc.constantFrom('always', 'never'), { nil: undefined }),
});

const sample = fc.sample(declared, { numRuns: Number(process.env.GRAPHS ?? 40), seed: 11 });
const cart = 'cart.shop.svc.cluster.local';
const canary = 'canary.shop.svc.cluster.local';
const sidecars = { mesh: istio({ version: '1.30' }) };
const ambient = {
  mesh: istio({ version: '1.30', mode: 'ambient' }),
  gatewayApi: { version: '1.5', channel: 'experimental' },
} as const;

/** What a waypoint retries on, whatever a route says: anything less is refused. */
const byWaypoints: readonly RetryCondition[] = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

describeIstio('what was declared of routes, weights, timeouts and retries is what istiod configures', () => {
  test.each([
    ['with sidecars', sidecars, sample],
    ['by waypoints', ambient, sample.map(retriedByWaypoints)],
  ])('for random policies, %s', async (_how, cluster, policies) => {
    const trees = policies.map((policy, index) => ({
      ...treeOf(policy, index, renderCase(caseOf(policy, index), cluster)),
      ambient: cluster === ambient,
    }));
    const answers = await askIstio(trees);
    policies.forEach((policy, index) => {
      const [plain, marked] = answers[index]?.routes ?? [];
      const { retries, ...settings } = settingsOf(plain);
      const declaredRetries = retriesOf(policy);
      expect({ policy, ...settings }).toEqual({
        policy,
        shares: sharesOf(policy),
        timeout: (policy.timeout ?? 0) * 1000,
      });
      // Where nothing is said, Istio retries as it sees fit.
      if (declaredRetries !== undefined) expect({ policy, retries }).toEqual({ policy, retries: declaredRetries });
      expect({ policy, shares: marked?.shares }).toEqual({
        policy,
        shares: policy.header === undefined ? sharesOf(policy) : { [canary]: 100 },
      });
    });
  });
});

function retriedByWaypoints({ retries, ...policy }: Declared): Declared {
  return { ...policy, retries: retries && { ...retries, on: byWaypoints } };
}

function caseOf(policy: Declared, index: number) {
  return {
    title: `policy ${index}`,
    declare: (shop: Shop) => {
      shop.frontend.connections.allowTo(shop.canary);
      shop.cart.traffic.set(policyOf(policy, shop));
    },
  };
}

function policyOf({ timeout, retries, canaryWeight, header }: Declared, shop: Shop): TrafficPolicy {
  return {
    ...(timeout === undefined ? {} : { timeout: Duration.seconds(timeout) }),
    ...(retries === undefined
      ? {}
      : {
          retries: {
            attempts: retries.attempts,
            on: retries.on,
            ...(retries.perTry === undefined ? {} : { perTryTimeout: Duration.seconds(retries.perTry) }),
          },
        }),
    ...(canaryWeight === undefined ? {} : { split: [{ to: shop.canary, weight: canaryWeight }] }),
    ...(header === undefined ? {} : { routes: [{ match: { headers: { 'x-canary': header } }, to: shop.canary }] }),
  };
}

function treeOf({ header = 'always' }: Declared, index: number, { manifests }: RenderedCluster): AskedTree {
  const call: AskedRoute = { client: 'shop/frontend', service: 'shop/cart', port: 80, path: '/items' };
  return {
    name: `policy ${index}`,
    objects: manifests.map(({ manifest }) => manifest),
    routes: [call, { ...call, headers: { 'x-canary': header } }],
  };
}

function sharesOf({ canaryWeight }: Declared): Readonly<Record<string, number>> {
  return canaryWeight === undefined ? { [cart]: 100 } : { [cart]: 100 - canaryWeight, [canary]: canaryWeight };
}

function retriesOf({ retries }: Declared) {
  if (retries === undefined) return undefined;
  const { attempts, on, perTry = 0 } = retries;
  return { attempts, on: [...on].sort(), perTry: perTry * 1000 };
}

function settingsOf(route: AnsweredRoute | undefined) {
  if (route === undefined) return {};
  const { shares, timeoutMilliseconds, retries } = route;
  return {
    shares,
    timeout: timeoutMilliseconds,
    retries: retries && {
      attempts: retries.attempts,
      on: retries.on.split(',').sort(),
      perTry: retries.perTryTimeoutMilliseconds,
    },
  };
}
