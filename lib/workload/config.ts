import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fieldsOf, text, textMap } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { compareText } from '../manifest/objects/compare-text';
import type { Manifest } from '../manifest/objects/manifest';
import { located } from '../model/located';
import type { ContainerFields, VolumeMountFields } from './container-fields';
import { blueprints } from './blueprint';
import { chartContextOf } from '../chart/chart-context';
import { toDnsLabel } from './dns-label';
import type { VolumeFields } from './pod-fields';

/** The content of a ConfigMap. */
export interface ConfigProps {
  /** Name of the ConfigMap. @default the construct's id */
  readonly name?: string;
  /** Keys and texts. Emitted as `data`. */
  readonly data: Readonly<Record<string, string>>;
  /** Keys and base64 texts. Emitted as `binaryData`. @default none */
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** What a workload does with a Config or a Secret: the volume, the mount or the variables, and the annotation that rolls its pods. */
export interface ConfigUse {
  /** Added to the pod's `volumes`, once for each Config. */
  readonly volume?: VolumeFields;
  /** Added to the main container's `volumeMounts`. */
  readonly mount?: VolumeMountFields;
  /** Added to the main container's `envFrom`. */
  readonly envFrom?: NonNullable<ContainerFields['envFrom']>[number];
  /** Annotation on the pods: it changes with the content, and so rolls them. Left out where nobody knows the content. */
  readonly checksum?: { readonly annotation: string; readonly value: string };
}

const propsShape = fieldsOf<ConfigProps>({ 'name?': text, data: textMap, 'binaryData?': textMap });

/**
 * A ConfigMap whose content is part of the pods that use it: each carries the hash of the content as an annotation,
 * so that a change of the configuration rolls them.
 */
export class Config extends Construct {
  /** Name of the ConfigMap. */
  readonly name: string;
  private readonly checksum: NonNullable<ConfigUse['checksum']>;
  private readonly volume: VolumeFields;

  constructor(scope: Construct, id: string, props: ConfigProps) {
    super(scope, placedId('Config', scope, id));
    assertProps(this, 'Config', propsShape, props);
    const { name = id, data, binaryData } = props;
    this.name = name;
    const label = toDnsLabel(name);
    this.checksum = { annotation: `checksum/config.${label}`, value: hashOf(data, binaryData) };
    this.volume = { name: label, configMap: { name } };
    const { chart, objectLabels, metadata } = chartContextOf(this);
    const manifest: Manifest = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(name),
      data,
      ...(binaryData === undefined ? {} : { binaryData }),
    };
    blueprints.record(this, {
      resolve: () => ({ emit: () => located(manifest, { origin: this.node.path, chart, objectLabels }) }),
    });
  }

  /** Mounts every key as a file of a folder. Mounts of one workload share a volume. */
  mount(mountPath: string): ConfigUse {
    const { volume, checksum } = this;
    return { volume, mount: { name: volume.name, mountPath, readOnly: true }, checksum };
  }

  /** Makes every key a variable. */
  asEnvironment(): ConfigUse {
    return { envFrom: { configMapRef: { name: this.name } }, checksum: this.checksum };
  }
}

function hashOf(data: ConfigProps['data'], binaryData: ConfigProps['data'] = {}): string {
  const entries = [data, binaryData].map((map) => Object.entries(map).sort(([a], [b]) => compareText(a, b)));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}
