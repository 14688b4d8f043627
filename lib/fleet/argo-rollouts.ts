import { minorVersion } from './minor-version';
import { assertShape } from './reject';
import { fieldsOf, oneOf } from './shape';

/** An installation of Argo Rollouts: it replaces the pods of Rollouts step by step. */
export interface ArgoRolloutsFacts {
  /** Tells the products apart. */
  readonly product: 'argo-rollouts';
  /** Minor version, such as `1.9`. */
  readonly version: string;
}

/** How Argo Rollouts is installed in a cluster. */
export interface ArgoRolloutsOptions {
  /** Minor version, such as `1.9`. */
  readonly version: string;
}

const version = minorVersion({ major: 1, newest: 9 });

const optionsShape = fieldsOf<ArgoRolloutsOptions>({ version });

/** How facts of Argo Rollouts are checked, as a file or plain JavaScript has them. */
export const argoRolloutsShape = fieldsOf<ArgoRolloutsFacts>({ product: oneOf('argo-rollouts'), version });

/** Says that a cluster runs Argo Rollouts. Throws for a version that there is none of. */
export function argoRollouts(options: ArgoRolloutsOptions): ArgoRolloutsFacts {
  assertShape({ kind: 'argoRollouts', name: '' }, optionsShape, options);
  return { product: 'argo-rollouts', version: options.version };
}
