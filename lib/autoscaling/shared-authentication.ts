import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps } from '../fleet/assert-props';
import { fields, kubernetesFields, listOf, text } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { TriggerAuthenticationFields, TriggerAuthenticationRef } from '../model/trigger-authentication';
import { authentications } from './resolve-authentications';

/** Credentials that several triggers share, in KEDA's own words. */
export type TriggerAuthenticationProps = TriggerAuthenticationFields & {
  /** Name of the object. @default the construct's id */
  readonly name?: string;
};

const propsShape = fields({
  'name?': text,
  'secretTargetRef?': listOf(fields({ parameter: text, name: text, key: text })),
  'configMapTargetRef?': listOf(fields({ parameter: text, name: text, key: text })),
  'env?': listOf(fields({ parameter: text, name: text, 'containerName?': text })),
  'boundServiceAccountToken?': listOf(fields({ parameter: text, serviceAccountName: text })),
  'podIdentity?': kubernetesFields,
  'oauth2?': kubernetesFields,
  'hashiCorpVault?': kubernetesFields,
  'azureKeyVault?': kubernetesFields,
  'awsSecretManager?': kubernetesFields,
  'gcpSecretManager?': kubernetesFields,
});

/** Where KEDA finds the credentials of triggers of one namespace. Becomes a TriggerAuthentication. */
export class TriggerAuthentication extends Construct {
  /** What a trigger refers to it by: its `authenticationRef`. */
  readonly ref: TriggerAuthenticationRef;

  constructor(scope: Construct, id: string, props: TriggerAuthenticationProps) {
    super(scope, placedId('TriggerAuthentication', scope, id));
    assertProps(this, 'TriggerAuthentication', propsShape, props);
    const { name = id, ...spec } = props;
    const { chart, namespace, objectLabels } = chartContextOf(this);
    const owner = { chart, objectLabels, origin: this.node.path };
    this.ref = { name };
    authentications.record(this, { kind: 'TriggerAuthentication', owner, namespace, name, fields: spec });
  }
}

/** Where KEDA finds the credentials of triggers of every namespace. Becomes a ClusterTriggerAuthentication. */
export class ClusterTriggerAuthentication extends Construct {
  /** What a trigger refers to it by: its `authenticationRef`. */
  readonly ref: TriggerAuthenticationRef;

  constructor(scope: Construct, id: string, props: TriggerAuthenticationProps) {
    super(scope, placedId('ClusterTriggerAuthentication', scope, id));
    assertProps(this, 'ClusterTriggerAuthentication', propsShape, props);
    const { name = id, ...spec } = props;
    const { chart, objectLabels } = chartContextOf(this);
    const owner = { chart, objectLabels, origin: this.node.path };
    this.ref = { name, kind: 'ClusterTriggerAuthentication' };
    authentications.record(this, { kind: 'ClusterTriggerAuthentication', owner, name, fields: spec });
  }
}
