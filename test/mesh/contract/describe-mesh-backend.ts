import { formatYaml, type ClusterProps, type Finding, type RenderedCluster } from '../../../lib';
import '../../../lib/testing';
import { backendFor } from '../../../lib/mesh/backend-for';
import type { MeshCase } from './mesh-case';
import { meshCases } from './mesh-cases';
import { openEdges, shopEdges, unenrolledWorkloads } from './open-edges';
import { openPorts, provenLayers } from './open-ports';
import { renderCase, texts } from './render-case';
import { servedSchemas } from './served-schemas';

/**
 * The contract of every mesh backend: what is declared becomes manifests that pass all checks and that the mesh's
 * definitions accept, or it is refused by name, with an alternative. Nothing is passed over, and what protects
 * something cannot be waved through.
 *
 * @param name of the backend in the list of all
 * @param cluster facts that make a cluster one of this backend
 */
export function describeMeshBackend(name: string, cluster: Partial<ClusterProps>): void {
  const plain = renderCase({ title: 'the shop', declare: () => undefined }, cluster);

  describe(name, () => {
    test('serves the cluster', () => {
      expect(backendFor(plain.cluster)?.name).toBe(name);
    });

    test('makes a shop that passes all checks', () => {
      expect(plain).toPassChecks({ schemas: servedSchemas(plain.cluster) });
    });

    test('lets in exactly the clients that the shop declares', () => {
      if (plain.cluster.mesh !== undefined) expect(openEdges(plain)).toEqual(new Set(shopEdges));
    });

    test('enrols the pods of the shop', () => {
      expect(unenrolledWorkloads(plain)).toEqual([]);
    });

    test.each(meshCases)('expresses or refuses $title', (meshCase) => {
      const rendered = renderCase(meshCase, cluster);
      const refusals = errorsOf(rendered);
      if (refusals.length === 0) {
        expect(meshCase.impossible === true && !holdsByItself(meshCase, rendered)).toBe(false);
        expectExpressed(meshCase, rendered, cluster);
      } else expectRefused(meshCase, refusals, cluster);
    });

    test('makes the same bytes again', () => {
      for (const meshCase of meshCases)
        expect(texts(renderCase(meshCase, cluster))).toEqual(texts(renderCase(meshCase, cluster)));
    });

    test('says of each object which construct it comes from', () => {
      const orphans = meshCases
        .flatMap((meshCase) => renderCase(meshCase, cluster).manifests)
        .filter(({ origin, chart }) => origin === '' || chart === '');
      expect(orphans).toEqual([]);
    });

    test('gives each object the labels of its chart and its workload, and no selector any of them', () => {
      const labels = { chart: { 'example.com/team': 'a' }, workload: { 'example.com/tier': 'b' } };
      const labelled = meshCases.flatMap((meshCase) => renderCase(meshCase, cluster, 'error', labels).manifests);
      const ofShop = labelled.filter(({ chart }) => chart === 'shop');
      expect(ofShop.filter((entry) => !hasLabels(entry, labels.chart)).map(describeObject)).toEqual([]);
      const ofWorkloads = ofShop.filter(({ origin }) => /^shop\/(frontend|cart|canary|store)(\/|$)/.test(origin));
      expect(ofWorkloads.filter((entry) => !hasLabels(entry, labels.workload)).map(describeObject)).toEqual([]);
      expect(labelled.filter(mentionsLabels).map(describeObject)).toEqual([]);
    });

    test('makes the objects of its snapshot', () => {
      const known = new Set(texts(plain));
      // What the cases about ports make is proved, port by port.
      const expressed = meshCases
        .filter(({ opens }) => opens === undefined)
        .map((meshCase) => renderCase(meshCase, cluster))
        .filter((rendered) => errorsOf(rendered).length === 0);
      const differences = expressed.map(({ manifests, ...rest }) => ({
        ...rest,
        manifests: manifests.filter(({ manifest }) => !known.has(formatYaml(manifest))),
      }));
      expect([plain, ...differences]).toMatchTreeSnapshot();
    });
  });
}

type Entry = RenderedCluster['manifests'][number];

function hasLabels({ manifest }: Entry, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => manifest.metadata.labels?.[key] === value);
}

/** Whether an object says one of the labels anywhere but among its own. */
function mentionsLabels({ manifest: { metadata, ...rest } }: Entry): boolean {
  const { labels: _, ...others } = metadata;
  return JSON.stringify({ ...rest, others }).includes('example.com/t');
}

function describeObject({ manifest: { kind, metadata } }: Entry): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

/** In the tree, or said: never neither. */
function expectExpressed(meshCase: MeshCase, rendered: RenderedCluster, cluster: Partial<ClusterProps>): void {
  const { title, without = () => undefined } = meshCase;
  const base = renderCase({ title, declare: without }, cluster);
  if (!holdsByItself(meshCase, rendered) && meshTexts(meshCase, rendered).join() === meshTexts(meshCase, base).join()) {
    const baseline = base.findings.map(({ message }) => message);
    const said = rendered.findings.filter(({ message }) => !baseline.includes(message)).map(({ path }) => path);
    if (!said.some((path) => pathOf(meshCase).test(path)))
      throw new Error(`neither emitted nor refused: ${title} (${meshCase.intent})`);
  }
  expectDeclaredClients(meshCase, rendered, base);
  expectDeclaredPorts(meshCase, rendered);
  expect(rendered).toPassChecks({ schemas: servedSchemas(rendered.cluster) });
}

/** Whom the case declares is let in besides, by identity or by address, and nobody else. */
function expectDeclaredClients({ letsIn }: MeshCase, rendered: RenderedCluster, base: RenderedCluster): void {
  if (letsIn === undefined || rendered.cluster.mesh === undefined) return;
  expect(openEdges(rendered)).toEqual(new Set([...openEdges(base), ...letsIn]));
}

/** The workloads that the case adds open to each other what it declares and its routes need, at each layer. */
function expectDeclaredPorts({ opens }: MeshCase, rendered: RenderedCluster): void {
  if (opens === undefined) return;
  for (const layer of provenLayers(rendered)) {
    const proved = openPorts(rendered, layer);
    // Beside a mesh, network policies let in whom the mesh tells apart.
    const isExact = layer !== 'network' || rendered.cluster.mesh === undefined;
    expect({ layer, opens: isExact ? proved : proved.filter((edge) => opens.includes(edge)) }).toEqual({
      layer,
      opens: [...opens].sort(),
    });
  }
}

function holdsByItself({ holds }: MeshCase, { cluster }: RenderedCluster): boolean {
  return holds === 'everywhere' || (holds === 'without a mesh' && cluster.mesh === undefined);
}

function expectRefused(meshCase: MeshCase, refusals: readonly Finding[], cluster: Partial<ClusterProps>): void {
  for (const { path, message, fix } of refusals) {
    expect({ path, message }).toEqual({
      path: expect.stringMatching(pathOf(meshCase)) as string,
      message: expect.stringMatching(/^\w+.*: /) as string,
    });
    expect(fix.length).toBeGreaterThan(20);
  }
  const waved = renderCase(
    {
      title: meshCase.title,
      declare: (shop, onUnsupported) => {
        meshCase.declare(shop, onUnsupported);
        if (meshCase.security) shop.frontend.traffic.set({ retries: false }, { onUnsupported });
      },
    },
    cluster,
    'warn',
  );
  if (meshCase.security) {
    expect(errorsOf(waved)).not.toEqual([]);
    return;
  }
  const base = renderCase({ title: meshCase.title, declare: meshCase.without ?? (() => undefined) }, cluster, 'warn');
  if (errorsOf(base).length > 0) {
    // What the case stands on is refused by itself, and what it leads to by the same name.
    expect(errorsOf(waved).filter(({ path }) => !pathOf(meshCase).test(path))).toEqual([]);
    return;
  }
  expect(errorsOf(waved)).toEqual([]);
  expect(waved.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ severity: 'warning', path: expect.stringMatching(pathOf(meshCase)) as string }),
    ]),
  );
  expect(waved).toPassChecks({ schemas: servedSchemas(waved.cluster) });
}

function errorsOf({ findings }: RenderedCluster): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** The path of what a case declares, of a part of it, or of what it is a part of: who refuses `traffic.retries` refuses its budget. */
function pathOf({ intent, besides = [] }: MeshCase): RegExp {
  return new RegExp([intent, ...besides].map(pathOfIntent).join('|'));
}

function pathOfIntent(intent: string): string {
  const parts = intent.split('.');
  const wholes = parts.map((_, index) => parts.slice(0, index + 1).join('\\.')).slice(parts.length > 1 ? 1 : 0);
  return `^(${wholes.join('|')})$|^${intent.replaceAll('.', '\\.')}\\.`;
}

/**
 * Who may ask whom is a matter of identity where a mesh runs: network policies express nothing of it there. Where a
 * workload may go is theirs.
 */
function meshTexts({ intent }: MeshCase, { cluster, manifests }: RenderedCluster): string[] {
  const byPolicies = cluster.mesh === undefined || intent === 'connection.to';
  return texts({
    manifests: manifests.filter(({ manifest }) => byPolicies || !manifest.kind.endsWith('NetworkPolicy')),
  });
}
