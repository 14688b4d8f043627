import { ClusterChart, type NamespaceProps } from '../chart/cluster-chart';
import { Cluster } from '../fleet/cluster';
import { consul } from '../fleet/consul';
import { Environment } from '../fleet/environment';
import { istio } from '../fleet/istio';
import { kubernetesVersions, type KubernetesVersion } from '../fleet/kubernetes-version';
import { linkerd } from '../fleet/linkerd';
import type { MeshFacts } from '../fleet/mesh-facts';
import { Fleet } from '../synth/fleet';
import './jest-matchers';
import type { PassChecksOptions } from './to-pass-checks';
import type { Tree } from './tree';

export interface DescribeBlueprintOptions {
  /** Meshes by the name that tests call them by. @default none, Istio with sidecars and ambient, Linkerd, Consul */
  readonly meshes?: Readonly<Record<string, MeshFacts | undefined>>;
  /** @default every version that this library knows */
  readonly kubernetesVersions?: readonly KubernetesVersion[];
  /** @default a dev environment and a prod environment of the production tier */
  readonly environments?: readonly Environment[];
  /** Namespace of the chart. @default 'blueprint' */
  readonly namespace?: string | NamespaceProps;
  /** What the trees must pass. @default no finding of severity error */
  readonly checks?: PassChecksOptions;
}

const defaultMeshes: Readonly<Record<string, MeshFacts | undefined>> = {
  'no-mesh': undefined,
  'istio-sidecar': istio({ mode: 'sidecar', version: '1.30' }),
  'istio-ambient': istio({ mode: 'ambient', version: '1.30' }),
  linkerd: linkerd({ version: '2.20' }),
  consul: consul({ version: '2.0' }),
};

const defaultEnvironments = [new Environment('dev'), new Environment('prod', { tier: 'production' })];

/**
 * Declares the tests of a blueprint: rendered for every mesh, Kubernetes version and environment, its objects pass
 * all checks, and are those of the last accepted run. Objects that clusters share are one file of the snapshot.
 */
export function describeBlueprint(
  name: string,
  render: (chart: ClusterChart) => unknown,
  options: DescribeBlueprintOptions = {},
): void {
  const {
    meshes = defaultMeshes,
    environments = defaultEnvironments,
    kubernetesVersions: versions = kubernetesVersions,
    namespace = 'blueprint',
    checks = {},
  } = options;
  const variants = environments.flatMap((environment) =>
    Object.entries(meshes).map(([mesh, facts]) => ({
      title: `${environment.name} with ${mesh}`,
      clusters: versions.map(
        (kubernetesVersion) =>
          new Cluster(`${environment.name}-${mesh}-${kubernetesVersion.replace('.', '-')}`, {
            environment,
            kubernetesVersion,
            ...(facts === undefined ? {} : { mesh: facts }),
          }),
      ),
    })),
  );
  const clusters = variants.flatMap((variant) => variant.clusters);
  const fleet = new Fleet({ clusters }).deploy((cluster) =>
    render(new ClusterChart(cluster, 'blueprint', { namespace })),
  );
  const rendered = new Map<string, Tree>();
  const treesOf = (some: readonly Cluster[]): readonly Tree[] =>
    some.map(({ name: cluster }) => {
      const tree = rendered.get(cluster) ?? fleet.render(cluster);
      rendered.set(cluster, tree);
      return tree;
    });

  describe(name, () => {
    for (const variant of variants) {
      test(`passes all checks in ${variant.title}`, () => {
        expect(treesOf(variant.clusters)).toPassChecks(checks);
      });
    }
    test('makes the objects of its snapshot', () => {
      expect(treesOf(clusters)).toMatchTreeSnapshot();
    });
  });
}
