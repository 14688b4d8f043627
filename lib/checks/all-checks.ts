import type { Check } from './check';
import { uniqueLinkerdRateLimit } from './linkerd/unique-linkerd-rate-limit';
import { uniqueLinkerdServerPort } from './linkerd/unique-linkerd-server-port';
import { validLinkerdAuthorizationPolicy } from './linkerd/valid-linkerd-authorization-policy';
import { validLinkerdMeshTlsAuthentication } from './linkerd/valid-linkerd-mesh-tls-authentication';
import { validLinkerdNetworks } from './linkerd/valid-linkerd-networks';
import { validLinkerdRateLimit } from './linkerd/valid-linkerd-rate-limit';
import { validLinkerdServer } from './linkerd/valid-linkerd-server';
import { podSecurity } from './pod-security';
import { validPodSecurityLabels } from './valid-pod-security-labels';
import { validProbe } from './valid-probe';

/**
 * Every check that a tree goes through, sorted by id. A new check is one line here, a file named after its id,
 * and at least one passing and one failing fixture in `test/checks/<id>/`.
 */
export const allChecks: readonly Check[] = [
  podSecurity,
  uniqueLinkerdRateLimit,
  uniqueLinkerdServerPort,
  validLinkerdAuthorizationPolicy,
  validLinkerdMeshTlsAuthentication,
  validLinkerdNetworks,
  validLinkerdRateLimit,
  validLinkerdServer,
  validPodSecurityLabels,
  validProbe,
];
