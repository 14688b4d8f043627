import { Field } from '../manifest/objects/field';
import { namespaceOf } from '../manifest/objects/find-object';
import { compareText } from '../manifest/objects/compare-text';
import type { LocatedManifest, Manifest } from '../manifest/objects/manifest';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import { statefulReplicas } from '../products/controllers/stateful-replicas';
import type { RenderedCluster } from './render-cluster';

/**
 * What no manifest can do for the stores of a cluster, with the commands for each: growing volumes whose claims the
 * StatefulSet makes, and letting go of a node that is lost. Undefined where nothing keeps data.
 */
export function storeRunbook({ cluster, manifests }: RenderedCluster): string | undefined {
  const inTree = new Set(manifests.map(({ manifest }) => identityKey(identityOf(manifest))));
  const stores = manifests
    .filter(({ manifest }) => isStore(manifest))
    .sort((one, other) => compareText(nameOf(one), nameOf(other)));
  if (stores.length === 0) return undefined;
  return [
    `# Stores of ${cluster.name}`,
    '',
    'What no manifest can do for them. Nothing applies this file.',
    '',
    ...stores.flatMap((store) => sectionOf(store.manifest, inTree)),
    '## A node that is lost',
    '',
    'Its Pods keep their names and volumes until somebody says that it does not come back:',
    '',
    '```sh',
    'kubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute',
    '```',
    '',
  ].join('\n');
}

function isStore(manifest: Manifest): boolean {
  return manifest.kind === 'StatefulSet' && Field.root(manifest).at('spec', 'volumeClaimTemplates').items().length > 0;
}

function nameOf({ manifest }: LocatedManifest): string {
  return `${namespaceOf(manifest)}/${identityOf(manifest).name}`;
}

function sectionOf(manifest: Manifest, inTree: ReadonlySet<string>): readonly string[] {
  const { name } = identityOf(manifest);
  const namespace = namespaceOf(manifest);
  const root = Field.root(manifest);
  const { first, count, nameOf: podName } = statefulReplicas(root);
  const templates = root
    .at('spec', 'volumeClaimTemplates')
    .items()
    .flatMap((template) => template.at('metadata', 'name').text ?? []);
  const claims = templates.map((template) => ({ of: `${template}-${name}`, first, last: first + count - 1 }));
  const isManaged = templates.some((template) =>
    inTree.has(
      identityKey({ group: '', kind: 'PersistentVolumeClaim', namespace, name: `${template}-${podName(first)}` }),
    ),
  );
  return [
    `## StatefulSet ${namespace}/${name}`,
    '',
    `Its data is in ${claims.map(listClaims).join(' and ')}.`,
    '',
    ...(isManaged ? managed : growing(namespace, name, claims)),
  ];
}

/** The claims of one template, by the numbers of their pods. */
interface Claims {
  readonly of: string;
  readonly first: number;
  readonly last: number;
}

function listClaims({ of, first, last }: Claims): string {
  if (last < first) return `no claims of \`${of}\``;
  return first === last ? `\`${of}-${first}\`` : `\`${of}-${first}\` to \`${of}-${last}\``;
}

const managed = ['To grow the volumes: raise `size` in the program; `templateSize` stays as it is.', ''];

function growing(namespace: string, name: string, claims: readonly Claims[]): readonly string[] {
  const patch = `'{"spec":{"resources":{"requests":{"storage":"NEW_SIZE"}}}}'`;
  return [
    'To grow the volumes, where their StorageClass allows it (`allowVolumeExpansion: true`):',
    '',
    '```sh',
    ...claims.flatMap(({ of, first, last }) => [
      `for number in $(seq ${first} ${last}); do`,
      `  kubectl patch pvc ${of}-$number --namespace ${namespace} --patch ${patch}`,
      'done',
    ]),
    `kubectl delete statefulset ${name} --namespace ${namespace} --cascade=orphan`,
    '```',
    '',
    'Then raise `size` in the program, accept `no-stranded-data` for this StatefulSet by name, synthesize, and apply: Pods and',
    'claims stayed, and the StatefulSet takes them up again. Stop the GitOps engine from syncing it in between.',
    '',
  ];
}
