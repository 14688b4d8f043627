import { namespace } from '../tree';
import { authorizationPolicy, peerAuthentication, reachBy, selecting, sidecarNamespace, workload } from './mesh';

const strict = peerAuthentication('istio-system/default', { mtls: { mode: 'STRICT' } });

function exposedTo(...policies: ReturnType<typeof authorizationPolicy>[]): readonly string[] {
  const reachability = reachBy(
    'both',
    sidecarNamespace('shop'),
    namespace('plain'),
    workload('shop/cart'),
    strict,
    ...policies,
  );
  return reachability
    .exposure()
    .filter(({ direction }) => direction === 'ingress')
    .map(({ ports }) => ports.toString());
}

test('pods that the manifests do not contain may be of the mesh, and have any identity there', () => {
  const rules = [
    {
      from: [{ source: { principals: ['cluster.local/ns/other/sa/other'] } }],
      to: [{ operation: { ports: ['8080'] } }],
    },
  ];
  expect(exposedTo()).toEqual(['all connections']);
  expect(exposedTo(authorizationPolicy('shop/cart', { ...selecting('cart'), rules }))).toEqual([
    'TCP 8080,15020-15021,15090, UDP 1-65535, SCTP 1-65535',
  ]);
});

test('what no client may ask is not exposed', () => {
  expect(exposedTo(authorizationPolicy('shop/default', {}))).toEqual([
    'TCP 15020-15021,15090, UDP 1-65535, SCTP 1-65535',
  ]);
});
