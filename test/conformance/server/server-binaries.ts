import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isKubernetesVersion, kubernetesVersions, type KubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { buildEtcd, buildKubeApiserver } from './build-binaries';
import { judgingVersions } from './kubernetes-releases';

/** What one API server consists of. */
export interface ServerBinaries {
  readonly kubeApiserver: string;
  readonly etcd: string;
}

/** A version to judge by, and a way to get its binaries. */
export interface BinarySource {
  /** Minor version, such as `1.33`. */
  readonly version: string;
  readonly binaries: () => Promise<ServerBinaries>;
}

/**
 * Where API servers can come from on this machine: the folder `KUBEBUILDER_ASSETS` where it is set, else the Go
 * toolchain. `KUBERNETES_VERSIONS` (`1.29,1.30`) asks for other versions than the usual ones. Empty where there is
 * neither a folder nor Go.
 */
export function binarySources(): readonly BinarySource[] {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets !== undefined && assets !== '') return [fromAssets(assets)];
  if (!hasGo()) return [];
  return requestedVersions().map((version) => ({
    version,
    binaries: async () => ({ etcd: await buildEtcd(), kubeApiserver: await buildKubeApiserver(version) }),
  }));
}

function fromAssets(folder: string): BinarySource {
  const binaries = { etcd: join(folder, 'etcd'), kubeApiserver: join(folder, 'kube-apiserver') };
  for (const file of Object.values(binaries)) {
    if (!existsSync(file)) throw new Error(`KUBEBUILDER_ASSETS is ${folder}, and ${file} is not there`);
  }
  const answer = execFileSync(binaries.kubeApiserver, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  const version = /v(1\.\d+)\./.exec(answer)?.[1];
  if (version === undefined) throw new Error(`${binaries.kubeApiserver} --version says ${answer.trim()}`);
  return { version, binaries: () => Promise.resolve(binaries) };
}

function requestedVersions(): readonly KubernetesVersion[] {
  const requested = process.env.KUBERNETES_VERSIONS;
  if (requested === undefined || requested === '') return judgingVersions;
  return requested.split(',').map((version) => {
    if (isKubernetesVersion(version)) return version;
    throw new Error(`KUBERNETES_VERSIONS has ${version}; known are ${kubernetesVersions.join(', ')}`);
  });
}

/** Whether the Go toolchain is installed. */
export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}
