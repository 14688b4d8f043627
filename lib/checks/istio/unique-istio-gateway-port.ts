import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { duplicate } from '../field-error';
import { networkingGroup } from './istio-groups';

/** A host is served over TLS by one Gateway on each port of the same pods; what is served in plain text is merged. */
export const uniqueIstioGatewayPort: Check = {
  id: 'unique-istio-gateway-port',
  severity: 'error',
  profile: 'baseline',
  why: 'Of two Gateways with the same selector, port and host, one is ignored: its certificate and its routes are not used.',
  kinds: ['networking.istio.io/Gateway'],
  run: function* (object, { manifests }) {
    const owners = claims(manifests);
    for (const { key, host } of claimsOf(object)) {
      const owner = owners.get(key);
      if (owner === undefined || owner === object) continue;
      yield duplicate(host, `serve it in ${formatIdentity(identityOf(owner.manifest))} alone, or on another port`);
    }
  },
};

const claims = perManifestSet((manifests) => {
  const owners = new Map<string, LocatedManifest>();
  for (const object of manifests.ofKind(networkingGroup, 'Gateway')) {
    for (const { key } of claimsOf(object)) if (!owners.has(key)) owners.set(key, object);
  }
  return owners;
});

function claimsOf({ manifest }: LocatedManifest): readonly { key: string; host: Field }[] {
  const spec = Field.root(manifest).at('spec');
  const selector = JSON.stringify(Object.entries(spec.at('selector').map ?? {}).sort());
  return spec
    .at('servers')
    .items()
    .filter(isTls)
    .flatMap((server) =>
      server
        .at('hosts')
        .items()
        .map((host) => ({
          key: [selector, server.at('port', 'number').number ?? 0, server.at('bind').text ?? '', host.text ?? ''].join(
            ' ',
          ),
          host,
        })),
    );
}

function isTls(server: Field): boolean {
  const protocol = (server.at('port', 'protocol').text ?? '').toUpperCase();
  return server.at('tls').isSet && !['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY'].includes(protocol);
}
