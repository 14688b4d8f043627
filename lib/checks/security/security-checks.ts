import type { Check } from '../check';
import { noDefaultServiceAccount } from './no-default-service-account';
import { noExternalIps } from './no-external-ips';
import { noNeedlessServiceAccountToken } from './no-needless-service-account-token';
import { noNodePort } from './no-node-port';
import { noOpenLoadBalancer } from './no-open-load-balancer';
import { noRefusedImage } from './no-refused-image';
import { noSecretData } from './no-secret-data';
import { noSecretInConfigMap } from './no-secret-in-config-map';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { noSensitiveHostPath } from './no-sensitive-host-path';
import { requireBaselinePod } from './require-baseline-pod';
import { requireDnsEgress } from './require-dns-egress';
import { requireIngressTls } from './require-ingress-tls';
import { requireNetworkPolicy } from './require-network-policy';
import { requirePodSecurityLevel } from './require-pod-security-level';
import { requireReadOnlyRootFilesystem } from './require-read-only-root-filesystem';
import { requireRestrictedPod } from './require-restricted-pod';

/** The checks of this folder, sorted by id. */
export const securityChecks: readonly Check[] = [
  noDefaultServiceAccount,
  noExternalIps,
  noNeedlessServiceAccountToken,
  noNodePort,
  noOpenLoadBalancer,
  noRefusedImage,
  noSecretData,
  noSecretInConfigMap,
  noSecretInEnvironment,
  noSensitiveHostPath,
  requireBaselinePod,
  requireDnsEgress,
  requireIngressTls,
  requireNetworkPolicy,
  requirePodSecurityLevel,
  requireReadOnlyRootFilesystem,
  requireRestrictedPod,
];
