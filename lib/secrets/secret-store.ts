import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps } from '../fleet/assert-props';
import { fields, kubernetesFields, mapOf, mustBe, text, type Shape } from '../fleet/shape';
import { isJsonObject, type JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { located } from '../model/located';
import { blueprints } from '../workload/blueprint';
import type { SecretStoreRef } from './external-secret';

/** Where External Secrets finds values outside of the cluster, in its own words. */
export interface SecretStoreProps {
  /** Name of the object. @default the construct's id */
  readonly name?: string;
  /**
   * The store, by the name that External Secrets has for it: `{ aws: { service: 'SecretsManager', region: 'eu-west-1' } }`.
   * Emitted as `spec.provider`. What it needs to log in is a ServiceAccount, or a Secret that something else makes.
   */
  readonly provider: Readonly<Record<string, JsonObject>>;
}

const oneProvider: Shape = (value, path) => {
  const problem = mapOf(kubernetesFields)(value, path);
  if (problem !== undefined) return problem;
  return isJsonObject(value) && Object.keys(value).length === 1
    ? undefined
    : mustBe(path, value, 'one store', 'write { vault: { … } }, and a SecretStore for each of several');
};

const propsShape = fields({ 'name?': text, provider: oneProvider });

/** A store for the ExternalSecrets of its namespace. */
export class SecretStore extends Construct {
  /** What an ExternalSecret refers to it by. */
  readonly ref: SecretStoreRef;

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id);
    assertProps(this, 'SecretStore', propsShape, props);
    const { name = id, provider } = props;
    const { metadata } = chartContextOf(this);
    this.ref = { kind: 'SecretStore', name };
    record(this, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: metadata(name),
      spec: { provider },
    });
  }
}

/** A store for the ExternalSecrets of every namespace. */
export class ClusterSecretStore extends Construct {
  /** What an ExternalSecret refers to it by. */
  readonly ref: SecretStoreRef;

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id);
    assertProps(this, 'ClusterSecretStore', propsShape, props);
    const { name = id, provider } = props;
    this.ref = { kind: 'ClusterSecretStore', name };
    record(this, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name },
      spec: { provider },
    });
  }
}

function record(construct: Construct, manifest: Manifest): void {
  const { chart, objectLabels } = chartContextOf(construct);
  const owner = { chart, objectLabels, origin: construct.node.path };
  blueprints.record(construct, { resolve: () => ({ emit: () => located(manifest, owner) }) });
}
