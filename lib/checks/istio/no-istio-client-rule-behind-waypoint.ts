import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { namespaceLabels } from '../../manifest/objects/namespace-labels';
import { istioLabels } from '../../products/istio';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { actionOf } from './authorization-rule';

const identities = ['principals', 'serviceAccounts'] as const;

/** Behind a waypoint, pods let the waypoint in: it is the client that they see. */
export const noIstioClientRuleBehindWaypoint: Check = {
  id: 'no-istio-client-rule-behind-waypoint',
  severity: 'error',
  profile: 'baseline',
  why: 'The proxy of the node sees the identity of the waypoint, not that of the caller: an ALLOW of callers alone denies everything that comes through the waypoint.',
  assumptions: ['the waypoint runs as a ServiceAccount of its own name'],
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }, { manifests, cluster }) {
    if (cluster.mesh?.product !== 'istio' || cluster.mesh.mode !== 'ambient' || actionOf(manifest) !== 'ALLOW') return;
    const spec = Field.root(manifest).at('spec');
    const waypoint = namespaceLabels(manifests, namespaceOf(manifest))[istioLabels.useWaypoint];
    if (waypoint === undefined || waypoint === 'none' || spec.at('targetRefs').items().length > 0) return;
    const clients = spec
      .at('rules')
      .items()
      .flatMap((rule) => rule.at('from').items())
      .flatMap((from) => identities.map((name) => from.at('source', name)));
    const named = clients.filter(({ isSet }) => isSet);
    const [first] = named;
    const letsIn = (text: string): boolean => text.split('/').at(-1) === waypoint || text.includes('*');
    if (
      first === undefined ||
      named.some((list) => list.items().some(({ text }) => text !== undefined && letsIn(text)))
    )
      return;
    yield forbidden(
      first,
      `requests come from the waypoint ${waypoint}, which no rule names`,
      'put the policy on the Service with targetRefs, and allow the waypoint here',
    );
  },
};
