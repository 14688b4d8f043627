import type { GitOpsFacts } from '../../fleet/git-ops-facts';
import { isSopsEncrypted } from '../../manifest/objects/sops';
import type { Check } from '../check';

/** What SOPS encrypted is decrypted by the engine that applies it. */
export const requireDecryption: Check = {
  id: 'require-decryption',
  severity: 'error',
  profile: 'baseline',
  why:
    'An engine that does not decrypt applies the object as it stands: the API server refuses it, or Pods are given the ' +
    'encrypted text as their password.',
  kinds: ['*'],
  run: function* ({ manifest }, { cluster: { gitOps } }) {
    if (gitOps === undefined || decrypts(gitOps) || !isSopsEncrypted(manifest)) return;
    yield {
      path: 'metadata',
      message: `Forbidden: ${gitOps.engine} would apply the object encrypted`,
      fix:
        gitOps.engine === 'flux'
          ? "say where its keys are: flux({ decryption: { secretName: 'sops-keys' }, … })"
          : 'let an ExternalSecret or a SealedSecret make the Secret: this engine has no keys of SOPS',
    };
  },
};

function decrypts(facts: GitOpsFacts): boolean {
  return facts.engine === 'flux' && facts.decryption !== undefined;
}
