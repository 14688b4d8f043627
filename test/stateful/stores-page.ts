import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, ClusterChart, Environment, Fleet } from '../../lib';
import { Field } from '../../lib/manifest/objects/field';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { exampleStores } from './example-stores';

const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const cluster = new Cluster('prod-euw1', {
  environment: new Environment('prod', { tier: 'production' }),
  region: 'eu-west-1',
  zones,
  kubernetesVersion: '1.36',
  storageClasses: [{ name: 'fast', default: true, volumeBindingMode: 'WaitForFirstConsumer' }],
});

/** What each pattern is for, and what it refuses: the words of the page. */
const patterns: Readonly<Record<string, { readonly for: string; readonly refuses: string }>> = {
  QuorumStore: {
    for: 'members that agree by majority: etcd, ZooKeeper, Consul, ClickHouse Keeper',
    refuses:
      'an even number of members, one without `acceptDowntime`, members without `peerPorts`, a `maxUnavailable` of updates, autoscalers',
  },
  PrimaryReplicaStore: {
    for: 'one primary that takes writes and replicas that answer reads, without an operator: PostgreSQL, MySQL',
    refuses: 'no replicas, `selectorLabels` that both roles would share',
  },
  ShardedStore: {
    for: 'data in parts, each with replicas of its own: ClickHouse, Qdrant',
    refuses: 'no shards, `selectorLabels` that all shards would share, a `partition` beside `OnDelete`',
  },
  MessageBroker: {
    for: 'brokers that keep messages: NATS JetStream, RabbitMQ, Kafka',
    refuses: 'two or more brokers without `peerPorts`, autoscalers',
  },
  SingletonStore: { for: 'the single writer of a volume', refuses: '`replicas`, `peerPorts`' },
  EphemeralCache: {
    for: 'content that can be made anew: Valkey, memcached',
    refuses: 'a `maxUnavailable` that is no share of the pods; `peers()` where a controller decides how many there are',
  },
  StatefulService: { for: 'what none of them is', refuses: 'a mistyped policy' },
};

/** The page of stores, from what the examples of the tests make. */
export function storesPage(): string {
  const names = Object.keys(patterns);
  const rows = names.map((name) => row(name, manifestsOf(name)));
  return [
    '# Stores',
    '',
    'Workloads that keep data, each by the pattern that it follows. `npm run docs` writes this page from what the patterns make.',
    '',
    '| pattern | for | refuses |',
    '| --- | --- | --- |',
    ...names.map((name) => `| \`${name}\` | ${patterns[name]?.for ?? ''} | ${patterns[name]?.refuses ?? ''} |`),
    '',
    '## An example',
    '',
    'etcd, as [apps/data-platform](../apps/data-platform) has it, beside NATS JetStream, PostgreSQL, Valkey and ClickHouse:',
    '',
    '<!-- apps/data-platform/etcd.ts -->',
    '',
    '```ts',
    readFileSync(join(__dirname, '../../apps/data-platform/etcd.ts'), 'utf8')
      .replace("'../../lib'", "'cdk8s-blueprints'")
      .trimEnd(),
    '```',
    '',
    '## What each makes',
    '',
    'On a cluster of three zones whose volumes are made where the pods are placed (`WaitForFirstConsumer`):',
    '',
    '| pattern | `podManagementPolicy` | update | budget | claims, deleted / scaled | nodes | zones | names before ready |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '## Objects',
    '',
    ...names.flatMap((name) => [`- \`${name}\`: ${listObjects(manifestsOf(name))}`]),
    '',
    '## What they have in common',
    '',
    '- The client Service has ready pods alone; the headless one (`serviceName`) gives each pod a name, and shows `peerPorts`, too.',
    '- `peers(port)` lists the pods by these names, in the DNS domain of the cluster; `members.domain` and `members.srv(port)` name all of them at once, so that configuration stays the same when there are more.',
    '- Ports of `peerPorts` are open to the pods of the store alone, in network policies and in the mesh, unless a connection names them. Consul, which knows one port of a service, refuses them: `mesh({ enrolled: false })`.',
    '- Volumes are mounted with `fsGroupChangePolicy: OnRootMismatch`; claim templates have `apiVersion` and `kind` and no labels.',
    '- The runbook beside the inventory of a cluster (`.inventory/<environment>/<cluster>.md`) has the commands that grow the other volumes.',
    '- `podServices` gives each pod a Service of its own: in the cluster, at an address outside, or by name at a gateway.',
    "- `claims: 'managed'` makes the claims objects of the tree: `size` grows in Git, `templateSize` stays as it was.",
    '- A store that disappears, or changes what cannot be changed, stops the synth (`no-stranded-data`) until a suppression names it.',
    '- `VolumeSnapshots` copies the volumes of a store on a schedule.',
    '- Where nothing is kept on a volume, prefer a `Worker` of two replicas with a `LeaderElection` to a `SingletonStore`.',
    '',
    '## Moving a store',
    '',
    "To other volumes, such as those of another class: add a second store with `claims: 'managed'` and `snapshot`, so that each of its volumes begins with a VolumeSnapshot of the old one; let clients connect to both; then patch the selector of the old client Service with the labels of the new pods (`chart.patch({ kind: 'Service', name }, JsonPatch.replace('/spec/selector', store.workload.selectorLabels))`). What was written after the snapshot is the product's to copy.",
    '',
    'To another namespace or cluster, pod by pod: `firstOrdinal` of the new part is `replicas` of the old one, so that no number is there twice. The names of the two halves are `[...old.peers(port), ...new.peers(port)]`.',
    '',
    '## Nodes that are lost',
    '',
    'A node that is lost keeps its pods and their volumes until somebody says that it does not come back: ' +
      '`kubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`.',
    '',
  ].join('\n');
}

function manifestsOf(name: string): readonly Manifest[] {
  const build = exampleStores[name];
  if (build === undefined) throw new Error(`no example of ${name}`);
  return new Fleet({ clusters: [cluster] })
    .deploy((scope) => build(new ClusterChart(scope, 'shop', { namespace: 'shop' })))
    .render(cluster.name)
    .manifests.map(({ manifest }) => manifest);
}

function row(name: string, manifests: readonly Manifest[]): string {
  const sets = manifests.filter(({ kind }) => kind === 'StatefulSet').map((set) => Field.root(set));
  const all = (read: (set: Field) => string) => [...new Set(sets.map(read))].join(', ');
  const cells = [
    `\`${name}\``,
    all((set) => set.at('spec', 'podManagementPolicy').text ?? ''),
    all((set) => updateOf(set.at('spec', 'updateStrategy'))),
    budgetsOf(manifests),
    all((set) => {
      const policy = set.at('spec', 'persistentVolumeClaimRetentionPolicy');
      return `${policy.at('whenDeleted').text ?? ''} / ${policy.at('whenScaled').text ?? ''}`;
    }),
    all((set) =>
      set.at('spec', 'template', 'spec', 'affinity', 'podAntiAffinity').isSet ? 'never shared' : 'shared if need be',
    ),
    all((set) => zonesOf(set.at('spec', 'template', 'spec', 'topologySpreadConstraints'))),
    [
      ...new Set(
        manifests
          .filter((each) => each.kind === 'Service' && Field.root(each).at('spec', 'clusterIP').text === 'None')
          .map((each) => (Field.root(each).at('spec', 'publishNotReadyAddresses').boolean === true ? 'yes' : 'no')),
      ),
    ].join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function updateOf(strategy: Field): string {
  return `${strategy.at('type').text ?? ''}, partition ${strategy.at('rollingUpdate', 'partition').number ?? 0}`;
}

function budgetsOf(manifests: readonly Manifest[]): string {
  const budgets = manifests
    .filter(({ kind }) => kind === 'PodDisruptionBudget')
    .map((budget) => Field.root(budget).at('spec'))
    .map(
      (spec) =>
        `maxUnavailable ${spec.at('maxUnavailable').written}, ${spec.at('unhealthyPodEvictionPolicy').text ?? ''}`,
    );
  return budgets.length === 0 ? 'none' : [...new Set(budgets)].join('; ');
}

function zonesOf(constraints: Field): string {
  const zone = constraints.items().find((each) => each.at('topologyKey').text === 'topology.kubernetes.io/zone');
  return zone?.at('whenUnsatisfiable').text ?? 'any';
}

function listObjects(manifests: readonly Manifest[]): string {
  return manifests
    .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.name !== 'default-deny')
    .map(({ kind, metadata }) => `${kind} \`${metadata.name ?? ''}\``)
    .sort()
    .join(', ');
}
