import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const version = 'v0.8.0';

/** Where the published OpenAPI documents of Kubernetes lie, one a version. */
const documents = resolve(__dirname, '../../../shared/kubernetes-schemas');

/** The judge that people run on what cdk8s writes: built once, where Go is there; undefined where it is not. */
export function findKubeconform(): string | undefined {
  const folder = join(homedir(), '.cache/cdk8s-blueprints', `kubeconform-${version}`);
  const program = join(folder, 'kubeconform');
  if (!existsSync(program)) {
    const install = ['install', `github.com/yannh/kubeconform/cmd/kubeconform@${version}`];
    spawnSync('go', install, { env: { ...process.env, GOBIN: folder }, stdio: 'ignore' });
  }
  return existsSync(program) ? program : undefined;
}

interface Definition {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * Writes the schemas of a Kubernetes version as kubeconform wants them: a file a kind, with all that it refers to, and no
 * other fields. Gives what `-schema-location` takes; undefined where the version's document is not there.
 */
export function writeSchemas(kubernetesVersion: string, folder: string): string | undefined {
  const document = join(documents, `v${kubernetesVersion}.json`);
  if (!existsSync(document)) return undefined;
  const { definitions } = JSON.parse(readFileSync(document, 'utf8')) as { definitions: Record<string, Definition> };
  mkdirSync(folder, { recursive: true });
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version: of, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const file = [kind, group, of]
        .filter((part) => part !== '')
        .join('-')
        .toLowerCase();
      const schema = { $ref: `#/definitions/${name}`, definitions: strict(neededBy(name, definitions), definitions) };
      writeFileSync(join(folder, `${file}.json`), JSON.stringify(schema));
    }
  }
  return join(folder, '{{.ResourceKind}}{{.KindSuffix}}.json');
}

function neededBy(name: string, definitions: Readonly<Record<string, Definition>>): ReadonlySet<string> {
  const needed = new Set([name]);
  for (const one of needed) {
    for (const [, other = ''] of JSON.stringify(definitions[one] ?? {}).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      needed.add(other);
    }
  }
  return needed;
}

function strict(names: ReadonlySet<string>, definitions: Readonly<Record<string, Definition>>) {
  return Object.fromEntries(
    [...names].map((name) => {
      const definition = definitions[name] ?? {};
      return [name, definition.properties === undefined ? definition : { ...definition, additionalProperties: false }];
    }),
  );
}
