import { overtakes } from '../../../lib/mesh/gateway-api/route-precedence';
import type { RouteMatch } from '../../../lib/model/traffic-policy';

const header = { headers: { 'x-canary': 'yes' } };

test.each<[string, RouteMatch, RouteMatch]>([
  ['an exact path, a prefix', { path: { exact: '/a' } }, { path: { prefix: '/' } }],
  ['a longer prefix, a shorter one', { path: { prefix: '/cart/items' } }, { path: { prefix: '/cart' } }],
  ['a prefix, a header', { path: { prefix: '/cart' } }, header],
  ['a method, a header', { method: 'GET' }, header],
  ['two headers, one', { headers: { a: '1', b: '2' } }, { headers: { a: '1' } }],
  ['a header and a cookie, a header', { ...header, cookies: { group: 'b' } }, header],
  ['a pattern of more headers, a value', { headers: { a: { regex: '.' }, b: '2' } }, { headers: { a: '1' } }],
])('tries before the other: %s', (_, later, earlier) => {
  expect(overtakes(later, earlier)).toBe(true);
  expect(overtakes(earlier, later)).toBe(false);
});

test.each<[string, RouteMatch, RouteMatch]>([
  ['methods', { method: 'GET', headers: { a: '1' } }, { method: 'PUT' }],
  ['exact paths', { path: { exact: '/longer' } }, { path: { exact: '/a' } }],
  ['prefixes of other elements', { path: { prefix: '/carts' } }, { path: { prefix: '/cart' } }],
  ['an exact path outside a prefix', { path: { exact: '/carts' } }, { path: { prefix: '/cart/' } }],
  ['values of one header', { headers: { A: '1', b: '2' } }, { headers: { a: '2' } }],
])('keeps the order of routes that exclude each other by %s', (_, later, earlier) => {
  expect(overtakes(later, earlier)).toBe(false);
});
