import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { dnsLabel } from '../fleet/name-rules';
import { fields, kubernetesFields, listOf, oneOf, text, textLike } from '../fleet/shape';
import { Field } from '../manifest/objects/field';
import type { JsonObject } from '../manifest/objects/json';
import { readBytes } from '../reader/read-folder';
import { RenderedObjects, renderTwice } from './rendered-objects';
import { runProgram, type Program } from './run-program';

/** A chart of Helm, which `helm template` renders at synth. */
export interface HelmChartProps {
  /** The chart: a folder or an archive, from the working directory; `oci://…`; or its name in `repository`. */
  readonly chart: string;
  /** Address of the repository that has the chart: `https://charts.example`. @default none: `chart` says where it is */
  readonly repository?: string;
  /** Version of the chart, for one that is fetched. @default none, for a folder or an archive */
  readonly version?: string;
  /**
   * SHA-256 of the chart's archive, `sha256:…`: another archive of that version is an error. Needed for a chart that is
   * fetched; a folder has none.
   */
  readonly digest?: string;
  /** Name of the release, from which most charts make the names of their objects. @default the construct's id */
  readonly release?: string;
  /** Values, over those of the chart. @default none */
  readonly values?: JsonObject;
  /** Kinds that the chart may ask for as served, such as `monitoring.coreos.com/v1/ServiceMonitor`. @default none */
  readonly apiVersions?: readonly string[];
  /**
   * What becomes of hooks, which only Helm itself, Argo CD and Rancher Fleet run as such: they are left out, or are objects
   * like all others.
   *
   * @default none: a chart with hooks is an error
   */
  readonly hooks?: 'leave-out' | 'keep';
  /** Name or path of Helm, version 3 or newer. @default 'helm' */
  readonly program?: string;
}

const propsShape = fields({
  chart: text,
  'repository?': text,
  'version?': text,
  'digest?': textLike(/^sha256:[0-9a-f]{64}$/, 'the SHA-256 of an archive: "sha256:" and 64 hexadecimal digits'),
  'release?': dnsLabel,
  'values?': kubernetesFields,
  'apiVersions?': listOf(text),
  'hooks?': oneOf('leave-out', 'keep'),
  'program?': text,
});

/**
 * The objects of a chart of Helm, rendered for the version of the cluster: they are in the tree as YAML, checked, patched and
 * connected like all others. Tests of the chart are left out.
 */
export class HelmChart extends Construct {
  private readonly objects: RenderedObjects;

  constructor(scope: Construct, id: string, props: HelmChartProps) {
    super(scope, id);
    assertProps(this, 'HelmChart', propsShape, props);
    this.objects = new RenderedObjects(this, 'HelmChart', this.render(id, props));
  }

  /** One of its objects, for `Workload.from` or a patch. */
  object(kind: string, name: string): ApiObject {
    return this.objects.object(kind, name);
  }

  private render(id: string, props: HelmChartProps): string {
    const { program: file = 'helm', hooks } = props;
    const program: Program = {
      declared: 'HelmChart',
      file,
      install: 'install Helm 3 or newer (https://helm.sh/docs/intro/install), or write its path',
    };
    const folder = mkdtempSync(join(tmpdir(), 'helm-chart-'));
    try {
      const chart = this.pinned(props, program, folder);
      const values = join(folder, 'values.json');
      writeFileSync(values, JSON.stringify(props.values ?? {}));
      const args = [
        'template',
        props.release ?? id,
        chart,
        `--namespace=${chartContextOf(this).namespace}`,
        `--kube-version=${Cluster.of(this).kubernetesVersion}`,
        `--values=${values}`,
        '--include-crds',
        '--skip-tests',
        ...(hooks === 'leave-out' ? ['--no-hooks'] : []),
        ...(props.apiVersions ?? []).map((version) => `--api-versions=${version}`),
      ];
      const rendered = renderTwice(
        this,
        'HelmChart',
        () => runProgram(this, program, args),
        'set the values that the chart makes up otherwise, such as passwords and certificates',
      );
      if (hooks === undefined) this.refuseHooks(rendered);
      return rendered;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** The folder or archive to render, once it is known to be the one that was meant. */
  private pinned({ chart, repository, version, digest }: HelmChartProps, program: Program, folder: string): string {
    const isLocal = repository === undefined && !chart.startsWith('oci://');
    const local = isLocal ? statSync(chart, { throwIfNoEntry: false }) : undefined;
    if (isLocal && local === undefined)
      this.refuse('chart', `Not found: "${chart}"`, 'write its path from the working directory, or repository');
    if (local?.isDirectory() === true) {
      if (digest !== undefined)
        this.refuse('digest', 'Forbidden: a folder has none', 'leave it out: Git has the folder');
      return chart;
    }
    if (!isLocal && (version === undefined || digest === undefined))
      this.refuse(
        version === undefined ? 'version' : 'digest',
        'Required value: a chart that is fetched is pinned',
        version === undefined
          ? 'write the version of the chart'
          : 'write the SHA-256 of its archive, as helm pull and sha256sum say it',
      );
    const archive = isLocal
      ? chart
      : this.pull(
          [chart, ...(repository === undefined ? [] : [`--repo=${repository}`]), `--version=${version ?? ''}`],
          program,
          folder,
        );
    const found = `sha256:${createHash('sha256').update(readFileSync(archive)).digest('hex')}`;
    if (digest !== undefined && digest !== found)
      this.refuse(
        'digest',
        `Invalid value: "${digest}": the archive has ${found}`,
        'find out why it is another one before you write its digest',
      );
    return archive;
  }

  private pull(args: readonly string[], program: Program, folder: string): string {
    const destination = mkdtempSync(join(folder, 'archive-'));
    runProgram(this, program, ['pull', ...args, `--destination=${destination}`]);
    const [archive] = readdirSync(destination);
    if (archive === undefined) return this.refuse('chart', 'Not found: helm pull brings no archive', 'name a chart');
    return join(destination, archive);
  }

  private refuseHooks(rendered: string): void {
    const hooks = readBytes('', Buffer.from(rendered)).manifests.flatMap(({ manifest }) => {
      const hook = Field.root(manifest).at('metadata', 'annotations', 'helm.sh/hook').text;
      return hook === undefined ? [] : [`${manifest.kind} ${manifest.metadata.name ?? ''} (${hook})`];
    });
    if (hooks.length === 0) return;
    this.refuse(
      'hooks',
      `Required value: the chart has hooks, and not every engine runs them: ${hooks.join(', ')}`,
      "write hooks: 'keep' or hooks: 'leave-out'",
    );
  }

  private refuse(path: string, message: string, fix: string): never {
    return rejectProps(this, 'HelmChart', { path, message, fix });
  }
}
