import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allChecks } from '../../lib/checks/all-checks';
import type { Check } from '../../lib/checks/check';
import { isJsonArray, isJsonObject, type JsonObject } from '../../lib/manifest/objects/json';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { facts } from '../checks/facts';
import { findingsOf, readFixture, whyOf, type ExpectedFinding } from '../checks/fixture';
import { serverSays } from './judge/server-says';
import { provideNamespaces } from './judge/provide-namespaces';
import { kubernetesVersions } from '../../lib/fleet/kubernetes-version';
import { describeVersions } from './describe-versions';
import { pathOf } from '../control-plane/client/served-resources';
import type { TestCluster } from '../control-plane/client/test-cluster';

const ids = readdirSync(join(__dirname, '../../lib/checks/api-server')).map((file) => basename(file, '.ts'));
const rules = allChecks.filter(({ id }) => ids.includes(id));
const newest = kubernetesVersions.at(-1);

describeVersions('a rule of the API server is judged as the server judges it', (cluster) => {
  const known = rules.filter((check) => fixturesOf(check, cluster.version).length > 0);
  describe.each(known.map((check) => [check.id, check] as const))('%s', (_, check) => {
    test.each(fixturesOf(check, cluster.version).map((file) => [basename(file).split('.')[0], whyOf(file), file]))(
      '%s: %s',
      async (_verdict, _why, file) => {
        const { manifests } = readFixture(file, check);
        await provideNamespaces(
          cluster,
          manifests.all.map((object) => ({ ...object, text: '' })),
        );
        for (const object of manifests.all) await compare(cluster, check, object);
      },
    );
  });
});

/** The server refuses what the check finds fault with, and nothing else; the newest one says so in the same words. */
async function compare(cluster: TestCluster, check: Check, object: LocatedManifest): Promise<void> {
  const context = { cluster: facts({ kubernetesVersion: cluster.version }), manifests: new ManifestSet([object]) };
  const ours = findingsOf(check, context);
  const { status, causes } = await create(cluster, object);
  const verdict = { object: object.manifest.metadata.name ?? '', isRefused: status >= 300 };
  expect({ ...verdict, causes }).toEqual({ ...verdict, isRefused: ours.length > 0, causes });
  if (cluster.version !== newest) return;
  for (const finding of ours) {
    if (finding.path === 'metadata.namespace') await compareNamespace(cluster, object, finding);
    else expect(causes).toContainEqual(serverSays(finding, causes));
  }
}

/** Of a namespace that cannot be, the server says no more than that it is not there. It says why of the Namespace itself. */
async function compareNamespace(cluster: TestCluster, { manifest }: LocatedManifest, finding: ExpectedFinding) {
  const metadata = { name: manifest.metadata.namespace ?? '' };
  const { causes } = await create(cluster, { manifest: { apiVersion: 'v1', kind: 'Namespace', metadata } });
  expect(causes).toContainEqual(serverSays({ ...finding, path: 'metadata.name' }, causes));
}

async function create(cluster: TestCluster, { manifest }: LocatedManifest) {
  const resource = await cluster.resources.find(manifest.apiVersion, manifest.kind);
  if (resource === undefined) throw new Error(`${manifest.kind} of ${manifest.apiVersion} is not served`);
  const { name, generateName, ...metadata } = manifest.metadata;
  const path = pathOf(resource, { ...manifest, metadata });
  const { status, body } = await cluster.client.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, {
    body: JSON.stringify(manifest),
    contentType: 'application/json',
  });
  const exists = status === 409 && name !== undefined && generateName === undefined;
  return { status: exists ? 200 : status, causes: causesOf(body) };
}

function causesOf({ details }: JsonObject): readonly string[] {
  const causes = isJsonObject(details) && isJsonArray(details.causes) ? details.causes : [];
  return causes.filter(isJsonObject).map(({ field, message }) => `${textOf(field)}: ${textOf(message)}`);
}

/** The fixtures for a server: those that name another version of Kubernetes are not meant for it. */
function fixturesOf({ id }: Check, version: string): readonly string[] {
  const folder = join(__dirname, '../checks', id);
  return readdirSync(folder)
    .map((file) => join(folder, file))
    .filter((file) => {
      const named = /^# cluster: .*kubernetesVersion: '([\d.]+)'/m.exec(readFileSync(file, 'utf8'))?.[1];
      return named === undefined || named === version;
    });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
