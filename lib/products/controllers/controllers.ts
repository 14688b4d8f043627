import { argoCd } from './argo-cd';
import { argoRollouts } from './argo-rollouts';
import { certManager } from './cert-manager';
import { cloudNativePg } from './cloudnative-pg';
import { consulInjector } from './consul';
import type { Controller } from './controller';
import { elastic } from './elastic';
import { externalSecrets } from './external-secrets';
import { flux } from './flux';
import { helmController } from './helm-controller';
import { istioInjector } from './istio';
import { keda } from './keda';
import { knative } from './knative';
import { kruise } from './kruise';
import { kubernetes } from './kubernetes';
import { kubeVirt } from './kubevirt';
import { linkerdInjector } from './linkerd';
import { openFeature } from './open-feature';
import { openShift } from './openshift';
import { packageManagers } from './package-managers';
import { prometheusOperator } from './prometheus-operator';
import { sealedSecrets } from './sealed-secrets';
import { secretsStoreCsi } from './secrets-store-csi';
import { trustManager } from './trust-manager';
import { vaultSecretsOperator } from './vault-secrets-operator';
import { verticalPodAutoscaler } from './vertical-pod-autoscaler';

/** Every controller of which it is known what it makes, sorted by name. */
export const controllers: readonly Controller[] = [
  argoCd,
  argoRollouts,
  certManager,
  cloudNativePg,
  consulInjector,
  elastic,
  externalSecrets,
  flux,
  helmController,
  istioInjector,
  keda,
  knative,
  kruise,
  kubernetes,
  kubeVirt,
  linkerdInjector,
  openFeature,
  openShift,
  packageManagers,
  prometheusOperator,
  sealedSecrets,
  secretsStoreCsi,
  trustManager,
  vaultSecretsOperator,
  verticalPodAutoscaler,
];
