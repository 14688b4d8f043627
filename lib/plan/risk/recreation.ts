import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';

/** Who deletes an object and makes it anew where an update is refused; undefined where nobody does. */
export function recreatedBy(manifest: Manifest): string | undefined {
  const annotations = Field.root(manifest).at('metadata', 'annotations');
  const options = annotations.entry('argocd.argoproj.io/sync-options').text ?? '';
  if (/\bForce=true\b/.test(options) && /\bReplace=true\b/.test(options))
    return 'Argo CD, as its sync-options say Force=true,Replace=true';
  if (/^enabled$/i.test(annotations.entry('kustomize.toolkit.fluxcd.io/force').text ?? ''))
    return 'Flux, as annotation kustomize.toolkit.fluxcd.io/force says';
  return hookRunner(manifest);
}

/** Hooks are made anew in each run, unless their policy says otherwise. */
function hookRunner(manifest: Manifest): string | undefined {
  const annotations = Field.root(manifest).at('metadata', 'annotations');
  const hook = annotations.entry('argocd.argoproj.io/hook').text;
  const policy = annotations.entry('argocd.argoproj.io/hook-delete-policy').text ?? 'BeforeHookCreation';
  if (hook !== undefined && hook !== 'Skip' && policy.includes('BeforeHookCreation'))
    return `Argo CD, as a ${hook} hook of the next sync`;
  const helm = annotations.entry('helm.sh/hook').text;
  const helmPolicy = annotations.entry('helm.sh/hook-delete-policy').text ?? 'before-hook-creation';
  if (helm !== undefined && helmPolicy.includes('before-hook-creation')) return `Helm, as a ${helm} hook`;
  return undefined;
}
