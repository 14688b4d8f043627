import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { required } from '../field-error';
import { rootNamespaceOf } from './root-namespace';

/** A Sidecar leaves the pods of a namespace their neighbours, and every pod the control plane. */
export const requireIstioSidecarHosts: Check = {
  id: 'require-istio-sidecar-hosts',
  severity: 'warning',
  profile: 'baseline',
  why: 'A host that no egress listener lists is unreachable (502), or reached without routes and mTLS; telemetry and gateways need the root namespace.',
  kinds: ['networking.istio.io/Sidecar'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    const egress = spec.at('egress');
    if (egress.items().length === 0) return;
    const own = namespaceOf(manifest);
    const root = rootNamespaceOf(cluster);
    const scopes = egress
      .items()
      .flatMap((listener) => listener.at('hosts').items())
      .map(({ text = '' }) => text.split('/')[0] ?? '');
    // "~/*" says on purpose that nothing is reached.
    if (scopes.some((scope) => scope === '*' || scope === '~')) return;
    // Who selects workloads says what these talk to, which may be nothing nearby.
    const isForAll = !spec.at('workloadSelector').isSet;
    if (isForAll && !scopes.includes('.') && !scopes.includes(own))
      yield required(egress, `no host of the own namespace, ${own}`, 'add "./*"');
    if (!scopes.includes(root)) yield required(egress, `no host of the root namespace, ${root}`, `add "${root}/*"`);
  },
};
