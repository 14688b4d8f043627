import type { CiliumNetworkPolicySpec } from '../../../imports/cilium.io';
import type { DestinationRuleSpec } from '../../../imports/networking.istio.io';
import type { ServerSpec } from '../../../imports/policy.linkerd.io';
import type { ProxyDefaultsSpec } from '../../../imports/consul.hashicorp.com';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import type { Plain } from '../../../lib/manifest/objects/plain';

// The compiler runs this file's assertions: each `@ts-expect-error` fails the type check when its line compiles.

function destinationRule(spec: Plain<DestinationRuleSpec>): Manifest {
  return { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'cart' }, spec };
}

test('a spec of plain values is a manifest, with the names and enum values of the API', () => {
  const manifest = destinationRule({
    host: 'cart',
    exportTo: undefined,
    trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 }, tls: { mode: 'ISTIO_MUTUAL' } },
  });
  expect(isManifest(manifest)).toBe(true);
});

test('a value that the enum does not have, a misspelt field and a missing one do not compile', () => {
  const wrong = [
    // @ts-expect-error not a value of the enum
    destinationRule({ host: 'cart', trafficPolicy: { tls: { mode: 'MTLS' } } }),
    // @ts-expect-error the name that cdk8s gives it is not the API's
    destinationRule({ host: 'cart', trafficPolicy: { outlierDetection: { consecutive5XxErrors: 5 } } }),
    // @ts-expect-error host is required
    destinationRule({ exportTo: ['.'] }),
    // @ts-expect-error a required field is not undefined
    destinationRule({ host: undefined }),
  ];
  expect(wrong).toHaveLength(4);
});

test('a port takes a number or a name, and a free-form field takes any JSON', () => {
  const servers: Plain<ServerSpec>[] = [{ port: 8080 }, { port: 'http' }];
  const defaults: Plain<ProxyDefaultsSpec> = { config: { protocol: 'http', local_connect_timeout_ms: 5000 } };
  const names: Plain<CiliumNetworkPolicySpec> = { egress: [{ toFQDNs: [{ matchName: 'example.com' }] }] };
  // @ts-expect-error a port is no boolean
  const wrong: Plain<ServerSpec> = { port: true };
  expect(JSON.parse(JSON.stringify([servers, defaults, names, wrong]))).toEqual([servers, defaults, names, wrong]);
});
