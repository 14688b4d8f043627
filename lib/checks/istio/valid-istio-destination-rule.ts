import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { duplicate } from '../field-error';
import { subsetNameProblems } from './rules/destination';
import { exportToProblems } from './rules/export-to';
import { hostProblems } from './rules/host-name';
import { labelProblems, selectorProblems } from './rules/label';
import { trafficPolicyProblems } from './rules/traffic-policy';

/** A DestinationRule has a host, subsets by name, and settings that a proxy can take. */
export const validIstioDestinationRule: Check = {
  id: 'valid-istio-destination-rule',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the DestinationRule; without the webhook, proxies ignore it.",
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const namespace = namespaceOf(manifest);
    yield* hostProblems(spec.at('host'), 'name the Service');
    yield* trafficPolicyProblems(spec.at('trafficPolicy'), namespace);
    const names = new Set<string>();
    for (const subset of spec.at('subsets').items()) {
      const name = subset.at('name');
      if (names.has(name.text ?? '')) yield duplicate(name, 'rename one of the two subsets');
      else yield* subsetNameProblems(name);
      names.add(name.text ?? '');
      yield* labelProblems(subset.at('labels'));
      yield* trafficPolicyProblems(subset.at('trafficPolicy'), namespace);
    }
    const selector = spec.at('workloadSelector');
    yield* exportToProblems(spec.at('exportTo'), { namespace, isForPods: selector.isSet });
    yield* selectorProblems(selector, 'matchLabels');
  },
};
