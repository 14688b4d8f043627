import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check, CheckContext } from '../check';
import { invalid } from '../field-error';
import { securityGroup } from './istio-groups';
import { findHost, fullHost } from './mesh-hosts';
import { rootNamespaceOf } from './root-namespace';

/** Clients speak the mutual TLS of the mesh to a namespace that takes nothing else. */
export const noIstioPlainClientOfStrictHost: Check = {
  id: 'no-istio-plain-client-of-strict-host',
  severity: 'error',
  profile: 'baseline',
  why: 'A DestinationRule that turns the mutual TLS of the mesh off makes clients talk plainly to servers that take STRICT mTLS only: every request fails with 503.',
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const mode = spec.at('trafficPolicy', 'tls', 'mode');
    if (mode.text !== 'DISABLE' && mode.text !== 'SIMPLE') return;
    const host = fullHost(spec.at('host').text ?? '', namespaceOf(manifest), context.cluster);
    const service = findHost(context.manifests, host, context.cluster);
    if (service?.manifest.kind !== 'Service' || !isStrict(namespaceOf(service.manifest), context)) return;
    yield invalid(
      mode,
      `${host} takes STRICT mutual TLS only`,
      'leave "tls" out: proxies agree on mutual TLS by themselves',
    );
  },
};

/** The policy of the namespace decides; where there is none, that of the whole mesh. */
function isStrict(namespace: string, { manifests, cluster }: CheckContext): boolean {
  const root = rootNamespaceOf(cluster);
  const [own, meshWide] = [namespace, root].map((scope) =>
    manifests
      .ofKind(securityGroup, 'PeerAuthentication', scope)
      .filter(isNamespaceWide)
      .map(modeOf)
      .find((mode) => mode !== 'UNSET'),
  );
  return (own ?? meshWide) === 'STRICT';
}

function isNamespaceWide({ manifest }: LocatedManifest): boolean {
  return Object.keys(Field.root(manifest).at('spec', 'selector', 'matchLabels').map ?? {}).length === 0;
}

function modeOf({ manifest }: LocatedManifest): string {
  return Field.root(manifest).at('spec', 'mtls', 'mode').text ?? 'UNSET';
}
