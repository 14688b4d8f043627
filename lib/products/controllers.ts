import { argoCd } from './argo-cd';
import { argoRollouts } from './argo-rollouts';
import { certManager } from './cert-manager';
import { cloudNativePg } from './cloudnative-pg';
import type { Controller } from './controller';
import { externalSecrets } from './external-secrets';
import { flux } from './flux';
import { helmController } from './helm-controller';
import { keda } from './keda';
import { knative } from './knative';
import { kruise } from './kruise';
import { kubeVirt } from './kubevirt';
import { openShift } from './openshift';
import { packageManagers } from './package-managers';
import { prometheusOperator } from './prometheus-operator';
import { sealedSecrets } from './sealed-secrets';
import { secretsStoreCsi } from './secrets-store-csi';
import { trustManager } from './trust-manager';
import { vaultSecretsOperator } from './vault-secrets-operator';

/** Every controller of which it is known what it makes, sorted by name. */
export const controllers: readonly Controller[] = [
  argoCd,
  argoRollouts,
  certManager,
  cloudNativePg,
  externalSecrets,
  flux,
  helmController,
  keda,
  knative,
  kruise,
  kubeVirt,
  openShift,
  packageManagers,
  prometheusOperator,
  sealedSecrets,
  secretsStoreCsi,
  trustManager,
  vaultSecretsOperator,
];
