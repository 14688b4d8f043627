import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { calledServicesOf } from '../../../lib/manifest/network/webhooks';
import type { Manifest } from '../../../lib/manifest/objects/manifest';

/**
 * Kinds that act on requests for other objects, so that one of them in the store would decide over the verdicts of
 * every tree that follows. They are judged in full and not stored.
 */
const kinds: readonly string[] = [
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiregistration.k8s.io/APIService',
];

export function isJudgedWithoutTrace({ apiVersion, kind }: Manifest): boolean {
  return kinds.includes(`${apiGroup(apiVersion)}/${kind}`);
}

/** A webhook that some pod of the tree would have to answer. */
export function callsService(manifest: Manifest): boolean {
  return /^(Mutating|Validating)WebhookConfiguration$/.test(manifest.kind) && calledServicesOf(manifest).length > 0;
}
