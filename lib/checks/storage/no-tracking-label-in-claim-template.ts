import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** Keys by which GitOps engines and Helm know their objects, and those whose values change with a release. */
const trackingKeys: ReadonlySet<string> = new Set([
  'app.kubernetes.io/version',
  'argocd.argoproj.io/instance',
  'argocd.argoproj.io/tracking-id',
  'helm.sh/chart',
  'helm.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/namespace',
  'kustomize.toolkit.fluxcd.io/name',
  'kustomize.toolkit.fluxcd.io/namespace',
]);

/** Claim templates of a StatefulSet carry no label or annotation of a release or a GitOps engine. */
export const noTrackingLabelInClaimTemplate: Check = {
  id: 'no-tracking-label-in-claim-template',
  severity: 'warning',
  profile: 'production',
  why:
    'A claim that is made of the template carries them, too: a GitOps engine takes it for an object that has left its tree, ' +
    'and prunes it with the data. And the template cannot be changed, so that the next release is refused.',
  kinds: ['apps/StatefulSet'],
  run: function* ({ manifest }) {
    for (const template of Field.root(manifest).at('spec', 'volumeClaimTemplates').items()) {
      for (const part of ['labels', 'annotations'])
        for (const [key, field] of template.at('metadata', part).entries()) {
          if (!trackingKeys.has(key)) continue;
          yield forbidden(field, 'every claim of the template would carry it', 'leave it out of the claim template');
        }
    }
  },
};
