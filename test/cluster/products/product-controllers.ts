import { argoRollouts } from './argo-rollouts';
import { flagger } from './flagger';
import { kedaWebhooks } from './keda-webhooks';
import { kustomizeController } from './kustomize-controller';
import type { MissingController, ProductController } from './product-controller';

/** The controllers of products that tests can ask for. A new one: its file, a line here, and a test. */
export const productControllers: readonly ProductController[] = [
  argoRollouts,
  flagger,
  kedaWebhooks,
  kustomizeController,
];

/** Those that were tried and cannot be built from the public modules. */
export const missingControllers: readonly MissingController[] = [
  {
    name: 'the Gateway API plugin of Argo Rollouts',
    reason: 'no proxy has a version of github.com/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi',
  },
  {
    name: 'Argo CD’s comparison of objects',
    reason: 'github.com/argoproj/argo-cd/v3 v3.5.7 requires a gitops-engine module that no proxy has',
  },
  {
    name: 'metacontroller',
    reason:
      'its module is called metacontroller, without a domain, so that no proxy has it; ' +
      'test/cluster/operators/composite-controller.ts speaks its contract',
  },
];
