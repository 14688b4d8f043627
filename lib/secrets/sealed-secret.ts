import { Construct } from 'constructs';
import type { SealedSecretSpec } from '../../imports/bitnami.com';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, oneOf, text, textMap } from '../fleet/shape';
import { compareText } from '../manifest/objects/compare-text';
import type { Plain } from '../manifest/objects/plain';
import { located } from '../model/located';
import { blueprints } from '../workload/blueprint';
import { assertKey } from './assert-key';
import { isSealed } from './is-sealed';
import { secretReference, type SecretReference } from './secret-reference';

/** What `kubeseal` encrypted for the controller of one cluster. */
export interface SealedSecretProps {
  /** Name of the SealedSecret and of its Secret: part of what was encrypted, unless the scope says otherwise. @default the construct's id */
  readonly name?: string;
  /** Keys, and what `kubeseal --raw` prints for their values. Emitted as `spec.encryptedData`. */
  readonly encryptedData: Readonly<Record<string, string>>;
  /**
   * Where it may be decrypted: under its own name and namespace, in its namespace, or in the whole cluster. As `kubeseal
   * --scope` was told.
   *
   * @default 'strict', the default of kubeseal
   */
  readonly scope?: 'strict' | 'namespace-wide' | 'cluster-wide';
  /** Type of the Secret, such as `kubernetes.io/tls`. Emitted as `spec.template.type`. @default 'Opaque', the default of Kubernetes */
  readonly type?: string;
}

const propsShape = fields({
  'name?': text,
  encryptedData: textMap,
  'scope?': oneOf('strict', 'namespace-wide', 'cluster-wide'),
  'type?': text,
});

/** A Secret that stands in Git encrypted, and that only the controller of its cluster can read. */
export class SealedSecret extends Construct {
  /** The Secret, as workloads use it. */
  readonly secret: SecretReference;

  constructor(scope: Construct, id: string, props: SealedSecretProps) {
    super(scope, id);
    assertProps(this, 'SealedSecret', propsShape, props);
    const { name = id, encryptedData, scope: where = 'strict', type } = props;
    const keys = Object.keys(encryptedData).sort(compareText);
    const readable = keys.find((key) => !isSealed(encryptedData[key] ?? ''));
    if (keys.length === 0 || readable !== undefined)
      rejectProps(this, 'SealedSecret', {
        path: readable === undefined ? 'encryptedData' : `encryptedData.${readable}`,
        // The value may be the credential itself, and is in no message.
        message:
          readable === undefined
            ? 'Required value: the Secret would be empty'
            : 'Invalid value: kubeseal did not make it',
        fix: `write what kubeseal --raw --name ${name} --from-file=/dev/stdin prints; change the credential if it was committed`,
      });
    this.secret = secretReference(name, assertKey(this, 'SealedSecret', keys));
    const { chart, objectLabels, metadata } = chartContextOf(this);
    const annotations = where === 'strict' ? {} : { [`sealedsecrets.bitnami.com/${where}`]: 'true' };
    const spec: Plain<SealedSecretSpec> = {
      encryptedData,
      template: { metadata: metadata(name, { annotations }), ...(type === undefined ? {} : { type }) },
    };
    const manifest = {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: metadata(name, { annotations }),
      spec,
    };
    const owner = { origin: this.node.path, chart, objectLabels };
    blueprints.record(this, { resolve: () => ({ emit: () => located(manifest, owner) }) });
  }
}
