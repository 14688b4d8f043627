import type { Field } from '../../manifest/objects/field';
import type { Problem } from '../finding';
import { podCheck } from '../pod-check';

const controllerLabels: ReadonlySet<string> = new Set(['pod-template-hash', 'controller-revision-hash']);

/** `matchLabelKeys` names labels that the pods get. */
export const noAbsentLabelKey = podCheck({
  id: 'no-absent-label-key',
  severity: 'warning',
  profile: 'baseline',
  why: 'A key that the Pods do not have is passed over without a word: the Pods of the old revision count during a rollout after all.',
  *problems({ template, spec }) {
    const { known = {}, unknown = [] } = template.added;
    const terms = ['podAffinity', 'podAntiAffinity']
      .map((kind) => spec.at('affinity', kind))
      .flatMap((kind) => [
        ...kind.at('requiredDuringSchedulingIgnoredDuringExecution').items(),
        ...kind
          .at('preferredDuringSchedulingIgnoredDuringExecution')
          .items()
          .map((term) => term.at('podAffinityTerm')),
      ]);
    for (const rule of [...spec.at('topologySpreadConstraints').items(), ...terms]) {
      for (const key of rule.at('matchLabelKeys').items()) {
        const name = key.text ?? '';
        // Others may come from an admission webhook.
        if (!controllerLabels.has(name) || Object.hasOwn(template.labels, name)) continue;
        if (!Object.hasOwn(known, name) && !unknown.includes(name))
          yield absent(key, name, template.owner.manifest.kind);
      }
    }
  },
});

function absent(key: Field, name: string, kind: string): Problem {
  return {
    path: key.path,
    message: `Not found: "${name}": no controller puts it on the Pods of a ${kind}`,
    fix:
      kind === 'StatefulSet' || kind === 'DaemonSet' ? 'use controller-revision-hash, or leave it out' : 'leave it out',
  };
}
