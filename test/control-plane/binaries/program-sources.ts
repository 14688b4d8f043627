import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isKubernetesVersion, kubernetesVersions, type KubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { buildProgram, isBuilt, type Program } from './build-binaries';
import { hasGo } from './go-build';

/** Where each program of a control plane is on disk. */
export type ProgramFiles<P extends Program> = Readonly<Record<P, string>>;

/** A version to judge by, and a way to get its programs. */
export interface ProgramSource<P extends Program> {
  /** Minor version, such as `1.33`. */
  readonly version: string;
  readonly files: () => Promise<ProgramFiles<P>>;
}

/** The sources of a machine; a reason where there is none. */
export type ProgramSources<P extends Program> =
  { readonly sources: readonly ProgramSource<P>[] } | { readonly reason: string };

/** What an API server consists of: programs that every folder of published binaries has. */
export const serverPrograms = ['etcd', 'kube-apiserver'] as const;

/**
 * Where programs can come from on this machine: the folder `KUBEBUILDER_ASSETS` where it is set, else the Go
 * toolchain, or what was built by it before. `KUBERNETES_VERSIONS` (`1.29,1.30`) asks for other versions than the usual
 * ones.
 */
export function programSources<P extends Program>(
  programs: readonly P[],
  usual: readonly KubernetesVersion[],
): ProgramSources<P> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets !== undefined && assets !== '') return fromAssets(assets, programs);
  const requested = requestedVersions(usual);
  const versions = hasGo()
    ? requested
    : requested.filter((version) => programs.every((program) => isBuilt(program, version)));
  if (versions.length === 0) {
    return {
      reason: 'there is neither KUBEBUILDER_ASSETS nor Go here, nor a program in the cache; see CONTRIBUTING.md',
    };
  }
  const sources = versions.map((version) => ({
    version,
    files: async () => {
      const files: [P, string][] = [];
      for (const program of programs) files.push([program, await buildProgram(program, version)]);
      return Object.fromEntries(files) as ProgramFiles<P>;
    },
  }));
  return { sources };
}

function fromAssets<P extends Program>(folder: string, programs: readonly P[]): ProgramSources<P> {
  const missing = (wanted: readonly Program[]) => wanted.find((program) => !existsSync(join(folder, program)));
  const missingServer = missing(serverPrograms);
  if (missingServer !== undefined) {
    throw new Error(`KUBEBUILDER_ASSETS is ${folder}, and ${join(folder, missingServer)} is not there`);
  }
  const other = missing(programs);
  if (other !== undefined) return { reason: `${folder}, which KUBEBUILDER_ASSETS names, has no ${other}` };
  const files = Object.fromEntries(programs.map((program) => [program, join(folder, program)])) as ProgramFiles<P>;
  const version = versionIn(join(folder, 'kube-apiserver'));
  const requested = requestedVersions([]);
  if (requested.length > 0 && !requested.some((one) => one === version)) {
    throw new Error(
      `KUBERNETES_VERSIONS asks for ${requested.join(', ')}, and KUBEBUILDER_ASSETS has ${version}: leave one of them out`,
    );
  }
  return { sources: [{ version, files: () => Promise.resolve(files) }] };
}

function versionIn(kubeApiserver: string): string {
  const answer = execFileSync(kubeApiserver, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  const version = /v(1\.\d+)\./.exec(answer)?.[1];
  if (version === undefined) throw new Error(`${kubeApiserver} --version says ${answer.trim()}`);
  return version;
}

function requestedVersions(usual: readonly KubernetesVersion[]): readonly KubernetesVersion[] {
  const requested = process.env.KUBERNETES_VERSIONS;
  if (requested === undefined || requested === '') return usual;
  return requested.split(',').map((part) => {
    const version = part.trim();
    if (isKubernetesVersion(version)) return version;
    throw new Error(`KUBERNETES_VERSIONS has ${version}; known are ${kubernetesVersions.join(', ')}`);
  });
}
