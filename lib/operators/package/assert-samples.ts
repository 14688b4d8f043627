import type { ShapeProblem } from '../../fleet/shape';
import { isManifest, type Manifest } from '../../manifest/objects/manifest';
import type { CustomResource } from '../resource/custom-resource';
import type { OperatorSample } from './operator-props';

/** The samples as objects, once the API server would take each; `refuse` says what it would not, and ends. */
export function assertSamples(
  samples: readonly OperatorSample[],
  kinds: readonly CustomResource[],
  refuse: (problem: ShapeProblem) => never,
): readonly Manifest[] {
  return samples.map((sample, index) => {
    const path = `samples[${index}]`;
    const { apiVersion, kind, metadata, spec } = sample;
    const object: unknown = { apiVersion, kind, metadata, spec };
    const known = kinds.find((one) => one.kind === kind && apiVersion.startsWith(`${one.group}/`));
    if (known === undefined || !isManifest(object))
      return refuse({
        path: `${path}.kind`,
        message: `Invalid value: "${kind}" of ${apiVersion}: must be one of its kinds`,
        fix: `use ${kinds.map((one) => `${one.kind} of ${one.group}`).join(' or ')}`,
      });
    if (known.scope === 'Namespaced' && metadata.namespace === undefined)
      refuse({
        path: `${path}.metadata.namespace`,
        message: 'Required value',
        fix: 'say a namespace, such as default',
      });
    const [problem] = known.validate(object).filter(({ status }) => status !== 'unproved');
    if (problem !== undefined) refuse({ ...problem, path: `${path}.${problem.path}` });
    return object;
  });
}
