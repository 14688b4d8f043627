import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { HelmReleaseSpec } from '../../imports/helm.toolkit.fluxcd.io';
import type { HelmRepositorySpec, OciRepositorySpec } from '../../imports/source.toolkit.fluxcd.io';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { dnsLabel } from '../fleet/name-rules';
import {
  exactlyOneOf,
  fields,
  kubernetesFields,
  listOf,
  mustBe,
  oneOf,
  text,
  textLike,
  type Shape,
} from '../fleet/shape';
import type { JsonObject } from '../manifest/objects/json';
import type { Plain } from '../manifest/objects/plain';

/** A chart of Helm that Flux installs in the cluster: its objects are not in the tree, and no check sees them. */
export interface HelmReleaseProps {
  /** The chart: its name in `repository`, or `oci://…`. */
  readonly chart: string;
  /** Address of the repository that has the chart: `https://charts.example`. @default none: `chart` is an artifact */
  readonly repository?: string;
  /** Version of the chart: one, and no range, so that a commit says what runs. */
  readonly version: string;
  /** Name of the release. Emitted as `spec.releaseName`. @default the construct's id */
  readonly release?: string;
  /** Values, over those of the chart. Emitted as `spec.values`. @default none */
  readonly values?: JsonObject;
  /** Values from Secrets and ConfigMaps of the namespace. Emitted as `spec.valuesFrom`. @default none */
  readonly valuesFrom?: readonly HelmValuesSource[];
  /** What becomes of the chart's definitions. Emitted as `install.crds` and `upgrade.crds`. @default 'CreateReplace' */
  readonly crds?: 'Skip' | 'Create' | 'CreateReplace';
  /** Releases that are installed before it. Emitted as `spec.dependsOn`. @default none */
  readonly after?: readonly HelmRelease[];
  /** ServiceAccount of the namespace that it is installed as. Emitted as `spec.serviceAccountName`. @default Flux's own */
  readonly serviceAccount?: string;
  /** Secret with the credentials of the repository, in the namespace. @default none */
  readonly secretName?: string;
}

/** Values that a Secret or a ConfigMap has. */
export interface HelmValuesSource {
  /** Name of a Secret. */
  readonly secret?: string;
  /** Name of a ConfigMap. */
  readonly configMap?: string;
  /** The key. @default 'values.yaml', Flux's own */
  readonly key?: string;
  /** Where the value goes, such as `auth.password`. @default over all values */
  readonly target?: string;
}

const release: Shape = (value, path) =>
  value instanceof HelmRelease ? undefined : mustBe(path, value, 'a HelmRelease', 'write the HelmRelease itself');

const propsShape = fields({
  chart: text,
  'repository?': textLike(/^https?:\/\/\S+$/, 'the address of a repository, such as "https://charts.example"'),
  version: textLike(/^v?\d+\.\d+\.\d+(?:[-+][-+.0-9A-Za-z]*)?$/, 'one version, such as "1.2.3"'),
  'release?': dnsLabel,
  'values?': kubernetesFields,
  'valuesFrom?': listOf(
    exactlyOneOf(
      ['secret', 'configMap'],
      fields({ 'secret?': text, 'configMap?': text, 'key?': text, 'target?': text }),
    ),
  ),
  'crds?': oneOf('Skip', 'Create', 'CreateReplace'),
  'after?': listOf(release),
  'serviceAccount?': text,
  'secretName?': text,
});

/**
 * A chart that Flux installs, upgrades, and puts back where somebody changes it. `HelmChart` has the same objects in the tree,
 * where they are checked: this is for charts that need Helm's hooks or look things up in the cluster.
 */
export class HelmRelease extends Construct {
  /** Name of the HelmRelease. */
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    assertProps(this, 'HelmRelease', propsShape, props);
    this.name = id;
    this.namespace = chartContextOf(this).namespace;
    const { name: cluster, gitOps } = Cluster.of(this);
    if (gitOps?.engine !== 'flux')
      rejectProps(this, 'HelmRelease', {
        path: '',
        message: `Forbidden: only Flux installs it, and ${gitOps === undefined ? 'no engine syncs' : `${gitOps.engine} syncs`} ${cluster}`,
        fix: 'use HelmChart, whose objects any engine syncs',
      });
    const isArtifact = props.chart.startsWith('oci://');
    if (isArtifact === (props.repository !== undefined))
      rejectProps(this, 'HelmRelease', {
        path: 'repository',
        message: isArtifact ? 'Forbidden: chart says where it is' : `Required value: "${props.chart}" is a name`,
        fix: isArtifact ? 'leave repository out' : 'write repository: "https://charts.example", or chart: "oci://…"',
      });
    const metadata = { name: id };
    new ApiObject(this, 'source', { apiVersion: 'source.toolkit.fluxcd.io/v1', metadata, ...sourceOf(props) });
    new ApiObject(this, 'release', {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata,
      spec: specOf(id, props),
    });
  }
}

/** The layer of an artifact in which registries keep a chart. */
const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

function sourceOf({ chart, repository, version, secretName }: HelmReleaseProps) {
  const secretRef = secretName === undefined ? {} : { secretRef: { name: secretName } };
  if (repository === undefined) {
    const spec: Plain<OciRepositorySpec> = {
      url: chart,
      ref: { tag: version },
      interval: '10m',
      layerSelector: { mediaType: chartLayer, operation: 'copy' },
      ...secretRef,
    };
    return { kind: 'OCIRepository', spec };
  }
  const spec: Plain<HelmRepositorySpec> = { url: repository, interval: '10m', ...secretRef };
  return { kind: 'HelmRepository', spec };
}

function specOf(name: string, props: HelmReleaseProps): Plain<HelmReleaseSpec> {
  const { chart, repository, version, values, valuesFrom = [], crds = 'CreateReplace', after = [] } = props;
  return {
    interval: '10m',
    timeout: '5m',
    releaseName: props.release ?? name,
    ...(repository === undefined
      ? { chartRef: { kind: 'OCIRepository', name } }
      : { chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name } } } }),
    install: { crds, remediation: { retries: 3 } },
    upgrade: { crds, remediation: { retries: 3, remediateLastFailure: true } },
    driftDetection: { mode: 'enabled' },
    ...(after.length === 0
      ? {}
      : { dependsOn: after.map((other) => ({ name: other.name, namespace: other.namespace })) }),
    ...(props.serviceAccount === undefined ? {} : { serviceAccountName: props.serviceAccount }),
    ...(values === undefined ? {} : { values }),
    ...(valuesFrom.length === 0 ? {} : { valuesFrom: valuesFrom.map(valuesSource) }),
  };
}

function valuesSource({ secret, configMap, key, target }: HelmValuesSource) {
  return {
    ...(secret === undefined
      ? { kind: 'ConfigMap' as const, name: configMap ?? '' }
      : { kind: 'Secret' as const, name: secret }),
    ...(key === undefined ? {} : { valuesKey: key }),
    ...(target === undefined ? {} : { targetPath: target }),
  };
}
