import { isPortName } from '../../manifest/network/port-name';
import { parseArgs } from 'node:util';
import { cniFacts } from '../../fleet/cni';
import { meshFrom } from '../../fleet/mesh-facts';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import { ConnectionSet } from '../../reach/sets/connection-set';
import type { ConnectionFilter } from '../../reach/questions/connections';
import { findEndpoints, UnknownEndpoint } from '../../reach/questions/find-endpoints';
import { layers } from '../../reach/questions/layer';
import { namedPort } from '../../reach/space/named-port';
import { parsePorts } from '../../reach/sets/parse-ports';
import { MalformedPolicies, problemLines } from '../../reach/policies/policy-problem';
import { reachability, type Reachability } from '../../reach/questions/reachability';
import type { ReachabilityOptions } from '../../reach/questions/reachability-options';
import { compareReachability, mostCompared } from '../../reach/questions/difference';
import { printable } from '../../manifest/objects/printable';
import { formatFindings } from '../../report/format-text';
import { formatAssumptions } from '../../report/reach/format-text';
import { reachFormats } from '../../report/reach/reach-formats';
import { assertDescribedClusters } from '../assert-described-clusters';
import { describedCluster, readClusterFacts, type DescribedClusters } from '../cluster-facts-file';
import { chosenManifests } from '../chosen-manifests';
import type { ReadTree } from '../cluster-trees';
import { namedTrees } from '../named-trees';
import { unreadDocuments } from '../unread-documents';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';

const formatNames = reachFormats.map(({ name }) => name);

export const reach: Command = {
  usage: `Usage: cdk8s-blueprints reach DIR [OPTIONS]

Lists every connection that the policies of a folder of manifests let through: between workloads, from and to the
outside (as ranges of addresses), and from ingress controllers, by protocol and ports; in a service mesh (Istio,
Linkerd, Consul) also by identity, and by methods and paths where policies look at requests.

  --from END            only connections from here: namespace/name, "Kind namespace/name", a namespace, a kind, an
                        address, a CIDR range, ingress-controller, or a name that policies have for a peer outside:
                        api.stripe.com, entity:kube-apiserver
  --to END              only connections to here; the same forms
  --port PORT           only these destination ports: 8080, 53/UDP, 8000-8100, 9000-9010/SCTP (TCP when left out), a
                        protocol, the name of a container port, or several numbers with commas between
  --explain             the rules that decide each connection; with --from and --to also those that deny
  --layer LAYER         who is asked: network (policies that see packets), mesh (proxies that see identities and
                        requests), or both; both when left out, which is the network where the tree has no mesh
  --exposure            also what pods may reach, or be reached from, that the manifests do not contain
  --base DIR            the difference to another tree instead of the list
  --namespace, -n NAME  the namespace of objects that live in one and name none, as "kubectl apply" takes it
  --exclude PATTERN     leave files out, such as "tests" or "*.test.yaml"; may be repeated
  --cluster NAME        the cluster to answer for, where the folder holds several
  --cluster-facts FILE  where ingress controllers run (network.ingressControllers), the network plugin (cni), the addresses
                        of pods, nodes and Services (network.podCidrs, nodeCidrs, serviceCidrs), and what is known of the
                        mesh (mesh), as "check" takes it; what the inventory of the folder says when left out
  --output FORMAT       ${formatNames.join(', ')}; text when left out. What the answer takes for granted is part of
                        each, comments in dot and mermaid; beside csv, which has none, it goes to standard error

Files that hold no objects of a cluster (values.yaml, Chart.yaml, kustomization.yaml) are named among the assumptions.
Exit codes: 0 answered; 1 answered without a document that cannot be read, or not answered because a policy is malformed
(standard error says which); 2 could not run.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      port: { type: 'string' },
      explain: { type: 'boolean', default: false },
      exposure: { type: 'boolean', default: false },
      layer: { type: 'string' },
      base: { type: 'string' },
      cluster: { type: 'string' },
      'cluster-facts': { type: 'string' },
      output: { type: 'string', default: 'text' },
      namespace: { type: 'string', short: 'n' },
      exclude: { type: 'string', multiple: true },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('exactly one folder or file is expected');
  const format = reachFormats.find(({ name }) => name === values.output);
  if (format === undefined) throw new UsageError(`--output ${values.output}: must be one of ${formatNames.join(', ')}`);
  const layer = values.layer === undefined ? undefined : layers.find((each) => each === values.layer);
  if (values.layer !== undefined && layer === undefined)
    throw new UsageError(`--layer ${values.layer}: must be one of ${layers.join(', ')}`);
  if (values.base !== undefined && values.exposure)
    throw new UsageError('--exposure: not possible together with --base');
  const { from, to } = values;
  const asked = values.port === undefined ? {} : readPorts(values.port);
  const filter = { ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...asked };

  const file = values['cluster-facts'];
  const described = file === undefined ? {} : readClusterFacts(file);
  const trees = [path, ...(values.base === undefined ? [] : [values.base])].map((each) =>
    chosenManifests(treeOf(each, values.cluster, described), values),
  );
  const { broken, brokenPolicies, assumptions } = unreadDocuments(trees.flatMap(({ findings }) => findings));
  if (broken.length > 0) io.writeError(formatFindings({ findings: broken, clusters: [] }, io));
  if (brokenPolicies.length > 0) return 1;
  const answered = answer(() => trees.map((tree) => reachability(new ManifestSet(tree.manifests), options(tree))), io);
  const [current, base] = answered ?? [];
  if (current === undefined) return 1;
  if (asked.portName !== undefined) requirePortName(asked.portName, answered ?? []);
  const report = {
    assumptions: [...current.assumptions, ...assumptions],
    ...(values.exposure && { exposure: current.exposure() }),
    ...(base === undefined
      ? { connections: current.eachConnection(filter) }
      : {
          connections: [],
          difference: compareReachability(
            { workloads: base.workloads, connections: knownConnections(base, filter, current) },
            { workloads: current.workloads, connections: knownConnections(current, filter, base) },
          ),
        }),
  };
  const explained = values.explain && from !== undefined && to !== undefined && base === undefined;
  if (explained && format.name === 'text') {
    const lines = current.between(from, to).explanation(asked.ports ?? namedPorts(current, to, asked.portName));
    io.write(`${lines.map(printable).join('\n')}\n\n${formatAssumptions(report.assumptions)}`);
  } else writeInPieces(format.format(report, { explain: values.explain }), io);
  // Comma-separated values have no place for a comment.
  if (format.name === 'csv') io.writeError(formatAssumptions(report.assumptions));
  return broken.length > 0 ? 1 : 0;

  function options(tree: ReadTree): ReachabilityOptions {
    const { cni, network, mesh, kubernetesVersion } = describedCluster(described, tree.cluster, tree.facts);
    const plugin = typeof cni === 'string' ? cniFacts(cni) : cni;
    return {
      network: { ...network, ...(plugin === undefined ? {} : { cni: plugin }) },
      ...(network?.ingressControllers === undefined ? {} : { ingressControllers: network.ingressControllers }),
      ...(mesh === undefined ? {} : { mesh: meshFrom(mesh, kubernetesVersion) }),
      ...(layer === undefined ? {} : { layer }),
    };
  }
}

/** As much as is written at once. */
const pieceLength = 1 << 16;
/** As much as is written in a few seconds. */
const mostWritten = 1 << 30;

function writeInPieces(pieces: Iterable<string>, io: CommandIo): void {
  let text = '';
  let written = 0;
  for (const piece of pieces) {
    text += piece;
    if (text.length < pieceLength) continue;
    io.write(text);
    written += text.length;
    text = '';
    if (written > mostWritten)
      throw new Error('the answer is longer than 1 GiB, and stops here; ask for less, by --from, --to or --port');
  }
  io.write(text);
}

function answer(compute: () => readonly Reachability[], io: CommandIo): readonly Reachability[] | undefined {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof MalformedPolicies)) throw error;
    const lines = ['Reachability cannot be computed:', ...error.problems.flatMap(problemLines)];
    io.writeError(lines.map((line) => `${printable(line)}\n`).join(''));
    return undefined;
  }
}

/** A workload that one of two trees does not have has no connections there; one that neither has is an error. */
function knownConnections(tree: Reachability, filter: ConnectionFilter, other: Reachability) {
  try {
    return [...tree.eachConnection(filter, mostCompared)];
  } catch (error) {
    if (!(error instanceof UnknownEndpoint)) throw error;
    other.eachConnection(filter, mostCompared);
    return [];
  }
}

function treeOf(path: string, wanted: string | undefined, described: DescribedClusters): ReadTree {
  const trees = namedTrees(path);
  assertDescribedClusters(described, trees);
  const found = wanted === undefined ? trees : trees.filter(({ cluster }) => cluster === wanted);
  const [tree, ...others] = found;
  if (tree !== undefined && others.length === 0) return tree;
  const clusters = new Set(trees.map(({ cluster }) => cluster));
  const names = printable([...clusters].join(', '));
  if (tree !== undefined && (wanted !== undefined || clusters.size === 1))
    throw new UsageError(
      `${path} holds apps that disagree on what ${tree.cluster} is: choose the folder of one of them`,
    );
  throw new UsageError(
    tree === undefined
      ? `--cluster ${wanted}: ${path} holds ${names}`
      : `${path} holds several clusters, choose one with --cluster: ${names}`,
  );
}

function readPorts(text: string): Pick<ConnectionFilter, 'ports' | 'portName'> {
  const ports = parsePorts(text);
  if (ports !== undefined) return { ports };
  if (isPortName(text)) return { portName: text };
  throw new UsageError(`--port ${text}: write a port as 8080, 53/UDP or 8000-8100, or the name of a container port`);
}

function requirePortName(name: string, trees: readonly Reachability[]): void {
  const ports = trees.flatMap(({ workloads }) => workloads).flatMap((workload) => workload.ports);
  const names = [...new Set(ports.map((port) => port.name))].filter((each) => each !== '').sort();
  if (names.includes(name)) return;
  const known = printable(names.join(', ')) || 'none';
  throw new UsageError(`--port ${name}: no container port has that name; names: ${known}`);
}

/** Every port that a name stands for at some workload. */
function namedPorts({ workloads }: Reachability, to: string, name: string | undefined): ConnectionSet | undefined {
  if (name === undefined) return undefined;
  const match = findEndpoints(to, workloads);
  const targets = match.kind === 'workloads' ? match.workloads : [];
  return ConnectionSet.unionOf(targets.map((i) => namedPort(workloads[i], name)));
}
