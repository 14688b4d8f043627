import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** A Job that no CronJob owns goes away when it is done. */
export const requireJobCleanup: Check = {
  id: 'require-job-cleanup',
  severity: 'info',
  profile: 'strict',
  why: 'Finished Jobs and their Pods stay until somebody deletes them, and a changed Job of the same name is rejected.',
  kinds: ['batch/Job'],
  run: function* ({ manifest }) {
    const field = Field.root(manifest).at('spec', 'ttlSecondsAfterFinished');
    const annotations = Field.root(manifest).at('metadata', 'annotations');
    const isHook = annotations.at('argocd.argoproj.io/hook').isSet || annotations.at('helm.sh/hook').isSet;
    if (field.isSet || isHook) return;
    const message = 'Required value: the finished Job stays for ever';
    yield { path: field.path, message, fix: 'set it, in seconds, to how long its logs are of use' };
  },
};
