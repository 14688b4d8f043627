import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, invalidByEach, required } from '../field-error';
import { labelSelectorProblems, labelsProblems } from './fields/label-selector';
import { nodeSelectorProblems, nodeTermProblems } from './fields/node-selector';
import type { Problem } from '../finding';
import { dnsLabelErrors } from '../../manifest/grammar/dns-name';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';
import { podCheck } from '../pod-check';

const now = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Node selectors and affinities can be evaluated: operators fit their values, weights and keys are in range. */
export const validAffinity: Check = podCheck({
  id: 'valid-affinity',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod, because the scheduler could not tell where it may run.',
  problems: function* ({ spec }) {
    yield* labelsProblems(spec.at('nodeSelector'));
    const affinity = spec.at('affinity');
    yield* nodeAffinityProblems(affinity.at('nodeAffinity'));
    for (const name of ['podAffinity', 'podAntiAffinity']) yield* podAffinityProblems(affinity.at(name));
  },
});

function* nodeAffinityProblems(affinity: Field): Iterable<Problem> {
  if (affinity.at(now).map !== undefined) yield* nodeSelectorProblems(affinity.at(now));
  for (const weighted of affinity.at(preferred).items()) {
    yield* weightProblems(weighted);
    yield* nodeTermProblems(weighted.at('preference'), false);
  }
}

function* podAffinityProblems(affinity: Field): Iterable<Problem> {
  for (const term of affinity.at(now).items()) yield* podTermProblems(term);
  for (const weighted of affinity.at(preferred).items()) {
    yield* weightProblems(weighted);
    yield* podTermProblems(weighted.at('podAffinityTerm'));
  }
}

function* podTermProblems(term: Field): Iterable<Problem> {
  if (term.map === undefined) return;
  yield* labelSelectorProblems(term.at('labelSelector'));
  yield* labelSelectorProblems(term.at('namespaceSelector'));
  for (const namespace of term.at('namespaces').items()) {
    yield* invalidByEach(namespace, dnsLabelErrors(namespace.text ?? ''), 'name a namespace');
  }
  const topologyKey = term.at('topologyKey');
  if (topologyKey.value === '') {
    yield required(topologyKey, 'can not be empty', 'use a node label, such as topology.kubernetes.io/zone');
  } else if (topologyKey.text !== undefined) {
    yield* invalidByEach(topologyKey, labelKeyErrors(topologyKey.text), 'use the key of a node label');
  }
  for (const list of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = term.at(list);
    if (keys.items().length > 0 && !term.at('labelSelector').isSet) {
      yield forbidden(keys, 'must not be specified when labelSelector is not set', 'set labelSelector');
    }
  }
}

function* weightProblems(weighted: Field): Iterable<Problem> {
  const weight = weighted.at('weight');
  if (weight.number !== undefined && (weight.number < 1 || weight.number > 100)) {
    yield invalid(weight, 'must be in the range 1-100', 'use a weight between 1 and 100');
  }
}
