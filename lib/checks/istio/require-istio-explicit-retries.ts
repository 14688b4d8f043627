import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { required } from '../field-error';

/** A rule for requests that change something says whether they are tried again. */
export const requireIstioExplicitRetries: Check = {
  id: 'require-istio-explicit-retries',
  severity: 'info',
  profile: 'strict',
  why: 'Istio tries a failed request twice more unless it is told otherwise. On top of retries of the client, an overload becomes a storm, and a POST may happen twice.',
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }) {
    for (const rule of Field.root(manifest).at('spec', 'http').items()) {
      if (!rule.at('route').isSet || rule.at('retries').isSet) continue;
      const methods = rule
        .at('match')
        .items()
        .map((match) => match.at('method', 'exact').text);
      const isReadOnly =
        methods.length > 0 && methods.every((method) => ['GET', 'HEAD', 'OPTIONS'].includes(method ?? ''));
      if (!isReadOnly)
        yield required(
          rule.at('retries'),
          'two retries are the default, for POST as well',
          'set attempts, 0 to retry nothing',
        );
    }
  },
};
