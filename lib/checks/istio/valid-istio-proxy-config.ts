import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { selectorProblems } from './rules/label';
import { limitProblems } from './rules/limit';

/** A ProxyConfig selects pods by whole labels, and has no negative number of threads. */
export const validIstioProxyConfig: Check = {
  id: 'valid-istio-proxy-config',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the ProxyConfig, so that proxies keep the settings of the mesh.",
  kinds: ['networking.istio.io/ProxyConfig'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* selectorProblems(spec.at('selector'), 'matchLabels');
    yield* limitProblems(spec.at('concurrency'));
  },
};
