import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, mapWith, nonEmpty, oneOf, positiveDuration, text, textLike, textMap, textOr } from '../fleet/shape';
import { formatGoDuration } from '../manifest/grammar/format-go-duration';
import { compareText } from '../manifest/objects/compare-text';
import type { Plain } from '../manifest/objects/plain';
import { located } from '../model/located';
import { blueprints } from '../workload/blueprint';
import { assertKey } from './assert-key';
import { secretReference, type SecretReference } from './secret-reference';

/** A store that an ExternalSecret refers to: `store.ref`, or one that is in the cluster already. */
export interface SecretStoreRef {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
}

/** A value of a store. */
export interface RemoteValue {
  /** Name of the value in the store. */
  readonly key: string;
  /** The part of it, where the value is a map. @default the whole value */
  readonly property?: string;
  /** Its version. @default the latest */
  readonly version?: string;
}

/** What External Secrets keeps like a store outside of the cluster. */
export interface ExternalSecretProps {
  /** Name of the ExternalSecret and of its Secret. @default the construct's id */
  readonly name?: string;
  /** The store. Emitted as `spec.secretStoreRef`. */
  readonly store: SecretStoreRef;
  /**
   * Keys of the Secret, and the values that they have in the store: `{ password: { key: 'prod/db', property: 'password' } }`.
   * Emitted as `spec.data`.
   *
   * @default none
   */
  readonly data?: Readonly<Record<string, RemoteValue | string>>;
  /** Values of the store that are maps, every part of which becomes a key. Emitted as `spec.dataFrom`. @default none */
  readonly dataFrom?: readonly (RemoteValue | string)[];
  /**
   * What the Secret has in place of the values themselves: templates of External Secrets, such as
   * `{ url: 'postgres://{{ .user }}:{{ .password }}@db' }`. Emitted as `spec.target.template.data`.
   *
   * @default the values
   */
  readonly template?: Readonly<Record<string, string>>;
  /** Type of the Secret, such as `kubernetes.io/tls`. Emitted in `spec.target.template`. @default 'Opaque' */
  readonly type?: string;
  /** How often the store is asked. Emitted as `spec.refreshInterval`. @default Duration.hours(1), the default of External Secrets */
  readonly refreshInterval?: Duration;
}

const secretKey = textLike(/^[-._a-zA-Z0-9]{1,253}$/, 'a key of a Secret: letters, digits, "-", "_" and "."');
const remoteValue = textOr(fields({ key: text, 'property?': text, 'version?': text }));
const propsShape = fields({
  'name?': text,
  store: fields({ kind: oneOf('SecretStore', 'ClusterSecretStore'), name: text }),
  'data?': mapWith(secretKey, remoteValue),
  'dataFrom?': nonEmpty(remoteValue, 'at least one value'),
  'template?': textMap,
  'type?': text,
  'refreshInterval?': positiveDuration,
});

/** A Secret whose content External Secrets fetches from a store outside of the cluster. */
export class ExternalSecret extends Construct {
  /** The Secret, as workloads use it. */
  readonly secret: SecretReference;

  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id);
    assertProps(this, 'ExternalSecret', propsShape, props);
    const { name = id, data = {}, dataFrom = [], template } = props;
    if (Object.keys(data).length + dataFrom.length === 0)
      rejectProps(this, 'ExternalSecret', {
        path: 'data',
        message: 'Required value: the Secret would be empty',
        fix: "write data: { password: { key: 'prod/db', property: 'password' } }, or dataFrom: ['prod/db']",
      });
    const own = template ?? data;
    const keys = template === undefined && dataFrom.length > 0 ? undefined : Object.keys(own).sort(compareText);
    this.secret = secretReference(name, assertKey(this, 'ExternalSecret', keys));
    const { chart, objectLabels, metadata } = chartContextOf(this);
    const manifest = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: metadata(name),
      spec: specOf(props, name),
    };
    const owner = { origin: this.node.path, chart, objectLabels };
    blueprints.record(this, { resolve: () => ({ emit: () => located(manifest, owner) }) });
  }
}

/** With the defaults that API servers fill in: engines would report them as differences. */
function specOf(props: ExternalSecretProps, name: string): Plain<ExternalSecretSpec> {
  const { store, data = {}, dataFrom = [], template, type, refreshInterval } = props;
  const entries = Object.entries(data).sort(([one], [other]) => compareText(one, other));
  return {
    refreshInterval: refreshInterval === undefined ? '1h0m0s' : formatGoDuration(refreshInterval.toSeconds()),
    secretStoreRef: { kind: store.kind, name: store.name },
    target: {
      name,
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      ...(template === undefined && type === undefined
        ? {}
        : {
            template: {
              engineVersion: 'v2',
              mergePolicy: 'Replace',
              ...(type === undefined ? {} : { type }),
              ...(template === undefined ? {} : { data: template }),
            },
          }),
    },
    ...(entries.length === 0
      ? {}
      : { data: entries.map(([key, value]) => ({ secretKey: key, remoteRef: remoteRef(value) })) }),
    ...(dataFrom.length === 0 ? {} : { dataFrom: dataFrom.map((value) => ({ extract: remoteRef(value) })) }),
  };
}

function remoteRef(value: RemoteValue | string): RemoteValue {
  if (typeof value === 'string') return { key: value };
  const { key, property, version } = value;
  return { key, ...(property === undefined ? {} : { property }), ...(version === undefined ? {} : { version }) };
}
