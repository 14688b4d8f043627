import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { unsupported } from '../field-error';
import type { Problem } from '../finding';
import { linkerdParentsOf } from './route-parents';

const supported: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect'],
  GRPCRoute: ['RequestHeaderModifier', 'ResponseHeaderModifier'],
};

/** A route that Linkerd's proxies read uses the filters that they have. */
export const noLinkerdUnsupportedFilter: Check = {
  id: 'no-linkerd-unsupported-filter',
  severity: 'error',
  profile: 'baseline',
  why: 'One filter that Linkerd does not have (mirroring, URL rewriting, extensions) makes it ignore the whole route, with its splits, retries and timeouts.',
  kinds: ['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'],
  run: function* ({ manifest }, { cluster }) {
    const parents = linkerdParentsOf(manifest);
    if (!parents.some(({ kind }) => kind !== '/Service' || cluster.mesh?.product === 'linkerd')) return;
    const types = supported[manifest.kind] ?? [];
    const spec = Field.root(manifest).at('spec');
    const isShared = parents.length < spec.at('parentRefs').items().length;
    for (const rule of spec.at('rules').items()) {
      yield* filterProblems(rule, types, isShared);
      for (const backend of rule.at('backendRefs').items()) yield* filterProblems(backend, types, isShared);
    }
  },
};

/** A gateway may have a filter that Linkerd lacks: where both read the route, it is Linkerd that ignores it. */
function* filterProblems(owner: Field, types: readonly string[], isShared: boolean): Iterable<Problem> {
  for (const filter of owner.at('filters').items()) {
    const type = filter.at('type');
    if (type.text === undefined || types.includes(type.text)) continue;
    yield unsupported(type, types, isShared ? ofItsOwn : fixOf(type.text));
  }
}

const ofItsOwn = 'give the gateway a route of its own with this filter, and the Service one without it';

function fixOf(type: string): string {
  return type === 'RequestMirror'
    ? 'split a share of the traffic to a shadow Service instead'
    : 'remove the filter, or do it in the workload';
}
