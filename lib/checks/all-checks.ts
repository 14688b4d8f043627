import type { Check } from './check';
import { podSecurity } from './pod-security';
import { validPodSecurityLabels } from './valid-pod-security-labels';
import { validProbe } from './valid-probe';

/**
 * Every check that a tree goes through, sorted by id. A new check is one line here, a file named after its id,
 * and at least one passing and one failing fixture in `test/checks/<id>/`.
 */
export const allChecks: readonly Check[] = [podSecurity, validPodSecurityLabels, validProbe];
