import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import { pullFacts, type SchemaSource } from '../../../lib/schema/pull/pull-facts';
import type { PulledFacts } from '../../../lib/schema/pull/pulled-facts';
import { goModule } from '../../control-plane/binaries/go-build';
import { kubernetesReleases } from '../../control-plane/binaries/kubernetes-releases';
import { closedSets, withClosedSets, type ClosedSets } from './closed-sets';
import { defaultVersions } from './default-versions';

const suffix = '_openapi.json';

/**
 * What a server of a version says of its kinds, read from the source of its release: the same facts without the ten
 * minutes that building the server takes.
 */
export async function releasedFacts(version: KubernetesVersion): Promise<PulledFacts> {
  const release = kubernetesReleases[version];
  const { folder } = await goModule('k8s.io/kubernetes', release);
  return pullFacts(releasedSource(folder, release), `kubernetes ${version}`);
}

/** Answers like the server of a release would. */
function releasedSource(folder: string, release: string): SchemaSource {
  const documents = join(folder, 'api/openapi-spec/v3');
  const sets = closedSets(readFileSync(join(folder, 'pkg/generated/openapi/zz_generated.openapi.go'), 'utf8'));
  const controlPlane = readFileSync(join(folder, 'pkg/controlplane/instance.go'), 'utf8');
  const places = documentPlaces(documents, controlPlane);
  const answers: Readonly<Record<string, JsonObject>> = {
    '/version': { gitVersion: release },
    '/openapi/v3': { paths: places },
  };
  return {
    get: (path) => Promise.resolve(answers[path] ?? {}),
    request: (_method, path) => Promise.resolve({ status: 200, warnings: [], body: readDocument(path, sets) }),
  };
}

function documentPlaces(folder: string, controlPlane: string): JsonObject {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  const byVersion = new Map(files.map((file) => [file.slice(0, -suffix.length).replaceAll('__', '/'), file]));
  const versions = defaultVersions([...byVersion.keys()], controlPlane);
  const place = (version: string) => ({ serverRelativeURL: join(folder, byVersion.get(version) ?? '') });
  return Object.fromEntries(versions.map((version) => [version, place(version)]));
}

function readDocument(file: string, sets: ClosedSets): JsonObject {
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isJsonObject(document)) throw new Error(`${file} is no OpenAPI document`);
  return withClosedSets(document, sets);
}
