import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, invalid } from '../field-error';
import { consulNameOf } from './config-entry';

/** The weights of a splitter are percentages that add up to 100, one for each target. */
export const validConsulSplitter: Check = {
  id: 'valid-consul-splitter',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the ServiceSplitter, so that all requests keep going where they went before.',
  kinds: ['consul.hashicorp.com/ServiceSplitter'],
  run: function* (object) {
    const splits = Field.root(object.manifest).at('spec', 'splits');
    const targets = new Set<string>();
    let sum = 0;
    for (const split of splits.items()) {
      const weight = split.at('weight').number ?? 0;
      // Hundredths, as Consul counts them, so that 33.33 + 33.33 + 33.34 is 100.
      sum += Math.round(weight * 100);
      if (weight !== 0 && (weight < 0.01 || weight > 100)) {
        yield invalid(split.at('weight'), 'must be 0, or a percentage between 0.01 and 100', 'write a percentage');
      }
      const service = split.at('service').text ?? consulNameOf(object) ?? '';
      const where = ['serviceSubset', 'namespace', 'partition'].map((name) => split.at(name).text ?? '');
      const target = [service, ...where].join('/');
      // Consul takes splits with headers of their own for different ones.
      const hasHeaders = split.at('requestHeaders').isSet || split.at('responseHeaders').isSet;
      if (targets.has(target) && !hasHeaders) yield duplicate(split, 'add the weights of the two');
      targets.add(target);
    }
    if (sum !== 10_000) yield invalid(splits, 'the weights must add up to 100', 'correct the weights', sum / 100);
  },
};
