import { Field } from '../../manifest/objects/field';
import { matchesLabels, parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
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
    const said = new Set<Field>();
    for (const { key, host } of claimsOf(object, manifests)) {
      const owner = owners.get(key);
      if (owner === undefined || owner === object || said.has(host)) continue;
      said.add(host);
      yield duplicate(host, `serve it in ${formatIdentity(identityOf(owner.manifest))} alone, or on another port`);
    }
  },
};

const claims = perManifestSet((manifests) => {
  const owners = new Map<string, LocatedManifest>();
  for (const object of manifests.ofKind(networkingGroup, 'Gateway')) {
    for (const { key } of claimsOf(object, manifests)) if (!owners.has(key)) owners.set(key, object);
  }
  return owners;
});

/** What a Gateway takes: a host on a port, of each of its pods, or of whatever pods its selector takes elsewhere. */
function claimsOf({ manifest }: LocatedManifest, manifests: ManifestSet): readonly { key: string; host: Field }[] {
  const spec = Field.root(manifest).at('spec');
  const servers = spec.at('servers').items().filter(isTls);
  const places = placesOf(spec.at('selector'), manifests);
  return servers.flatMap((server) =>
    server
      .at('hosts')
      .items()
      .flatMap((host) =>
        places.map((place) => {
          const where = [place, server.at('port', 'number').number ?? 0, server.at('bind').text ?? ''];
          return { key: [...where, host.text ?? ''].join(' '), host };
        }),
      ),
  );
}

function placesOf(selector: Field, manifests: ManifestSet): readonly string[] {
  const labels = parseLabels(selector.value) ?? {};
  const pods =
    Object.keys(labels).length === 0
      ? []
      : manifests.outlines.pods().filter((pod) => matchesLabels(labels, pod.labels));
  if (pods.length > 0) return pods.map(({ owner }) => formatIdentity(identityOf(owner.manifest)));
  return [JSON.stringify(Object.entries(labels).sort())];
}

function isTls(server: Field): boolean {
  const protocol = (server.at('port', 'protocol').text ?? '').toUpperCase();
  return server.at('tls').isSet && !['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY'].includes(protocol);
}
