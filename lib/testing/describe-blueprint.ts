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
  const clusters = environments.flatMap((environment) =>
    Object.entries(meshes).flatMap(([mesh, facts]) =>
      versions.map(
        (kubernetesVersion) =>
          new Cluster(`${environment.name}-${mesh}-${kubernetesVersion.replace('.', '-')}`, {
            environment,
            kubernetesVersion,
            ...(facts === undefined ? {} : { mesh: facts }),
          }),
      ),
    ),
  );
  const fleet = new Fleet({ clusters }).deploy((cluster) =>
    render(new ClusterChart(cluster, 'blueprint', { namespace })),
  );
  const rendered = new Map<string, Tree>();
  const treesOf = (prefix: string): readonly Tree[] =>
    clusters
      .filter((cluster) => cluster.name.startsWith(prefix))
      .map((cluster) => {
        const tree = rendered.get(cluster.name) ?? fleet.render(cluster.name);
        rendered.set(cluster.name, tree);
        return tree;
      });

  describe(name, () => {
    for (const environment of environments) {
      for (const mesh of Object.keys(meshes)) {
        test(`passes all checks in ${environment.name} with ${mesh}`, () => {
          expect(treesOf(`${environment.name}-${mesh}-`)).toPassChecks(checks);
        });
      }
    }
    test('makes the objects of its snapshot', () => {
      expect(treesOf('')).toMatchTreeSnapshot();
    });
  });
}
