import { Duration } from 'cdk8s';
import { Port, WebService, type RouteMatch, type TrafficPolicy } from '../../lib';
import { renderChart } from '../example-fleet';

function setTraffic(policy: (other: WebService, own: WebService, third: WebService) => TrafficPolicy): () => unknown {
  return () =>
    renderChart((chart) => {
      const [own, other, third] = ['cart', 'canary', 'next'].map(
        (id) => new WebService(chart, id, { image: 'registry.example/cart:1', port: Port.http(8080) }),
      );
      if (own === undefined || other === undefined || third === undefined) return;
      own.traffic.set(policy(other, own, third), { onUnsupported: 'warn' });
    });
}

const second = Duration.seconds(1);
const retries = { attempts: 1, on: ['5xx'] } as const;

const wrong: readonly (readonly [field: string, policy: TrafficPolicy])[] = [
  ['timeout', { timeout: Duration.seconds(0) }],
  ['retries.attempts', { retries: { ...retries, attempts: 0 } }],
  ['retries.attempts', { retries: { ...retries, attempts: 1.5 } }],
  ['retries.on', { retries: { attempts: 1, on: [] } }],
  ['retries.perTryTimeout', { retries: { ...retries, perTryTimeout: Duration.seconds(0) } }],
  ['retries.budget.percent', { retries: { ...retries, budget: { percent: 101 } } }],
  ['circuitBreaker.maxRequests', { circuitBreaker: { maxRequests: 0 } }],
  ['circuitBreaker.connectTimeout', { circuitBreaker: { connectTimeout: Duration.seconds(0) } }],
  ['outlierDetection.consecutiveErrors', { outlierDetection: { consecutiveErrors: 0 } }],
  ['outlierDetection.maxEjectionPercent', { outlierDetection: { consecutiveErrors: 1, maxEjectionPercent: 101 } }],
  ['fault.delay.percent', { fault: { delay: { duration: second, percent: -1 } } }],
  ['fault.abort.httpStatus', { fault: { abort: { httpStatus: 99, percent: 1 } } }],
  ['rateLimit.requestsPerSecond', { rateLimit: { requestsPerSecond: 0 } }],
];

test.each(wrong)('refuses a %s that no mesh can have', (field, policy) => {
  expect(setTraffic(() => policy)).toThrow(`Workload shop/cart  traffic.${field}\n`);
});

test('refuses a field that there is not, which JavaScript lets through', () => {
  const mistyped: object = { timeuot: second };
  expect(setTraffic(() => mistyped)).toThrow(
    'Workload shop/cart  traffic.timeuot\n  unknown field; did you mean "timeout"?',
  );
});

const wrongMatches: readonly (readonly [what: string, match: RouteMatch])[] = [
  ['nothing', {}],
  ['a path with a query', { path: { exact: '/a?b=c' } }],
  ['a path without a slash', { path: { prefix: 'a' } }],
  ['a method in small letters', { method: 'get' }],
  ['a header with a space', { headers: { 'x y': 'z' } }],
  ['a pattern that looks ahead', { headers: { x: { regex: 'a(?=b)' } } }],
  ['a pattern that is none', { headers: { x: { regex: '(' } } }],
];

test.each(wrongMatches)('refuses a route that matches %s', (_, match) => {
  expect(setTraffic((other) => ({ routes: [{ match, to: other }] }))).toThrow('shop/cart  traffic.routes[0].match');
});

test('refuses a share for the workload itself, and two for another one', () => {
  expect(setTraffic((_, own) => ({ split: [{ to: own, weight: 1 }] }))).toThrow(
    '"shop/cart": requests go there anyway',
  );
  expect(setTraffic((_, own) => ({ mirror: { to: own, percent: 1 } }))).toThrow(
    '"shop/cart": requests go there anyway',
  );
  const share = (other: WebService) => ({ to: other, weight: 1 });
  expect(setTraffic((other) => ({ split: [share(other), share(other)] }))).toThrow('"shop/canary": must be there once');
});

test.each([-1, 101, Number.NaN])('refuses a share of %d per cent', (weight) => {
  expect(setTraffic((other) => ({ split: [{ to: other, weight }] }))).toThrow('traffic.split[0].weight');
});

test('refuses shares that are more than a hundred per cent together, and takes a hundred', () => {
  const split = (weight: number) =>
    setTraffic((other, _, third) => ({
      split: [
        { to: other, weight: 50 },
        { to: third, weight },
      ],
    }));
  const refusal = 'traffic.split\n  Invalid value: 101: the weights are more than 100 per cent together';
  expect(split(51)).toThrow(refusal);
  expect(split(50)).not.toThrow('valid-declaration');
});
