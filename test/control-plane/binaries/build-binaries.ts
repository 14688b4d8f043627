import { readFileSync } from 'node:fs';
import type { KubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { cachedBinary, isCached } from './binary-cache';
import { goBuild, goModule } from './go-build';
import { etcdRelease, kubernetesReleases, kwokRelease } from './kubernetes-releases';

/** The programs that a control plane may consist of; `kwok` plays the nodes and their kubelets. */
export type Program = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';

/** A program for a version of Kubernetes: from the cache, or built from its public module and kept there. */
export function buildProgram(program: Program, version: KubernetesVersion): Promise<string> {
  switch (program) {
    case 'etcd':
      return buildEtcd();
    case 'kwok':
      return buildKwok();
    default:
      return buildOfKubernetes(program, kubernetesReleases[version]);
  }
}

/** Whether a program is there without a build. */
export function isBuilt(program: Program, version: KubernetesVersion): boolean {
  switch (program) {
    case 'etcd':
      return isCached(etcdFolder, program);
    case 'kwok':
      return isCached(kwokFolder, program);
    default:
      return isCached(kubernetesFolder(kubernetesReleases[version]), program);
  }
}

const etcdFolder = `etcd-${etcdRelease}`;
const kwokFolder = `kwok-${kwokRelease}`;

function kubernetesFolder(release: string): string {
  return `kubernetes-${release}`;
}

function buildEtcd(): Promise<string> {
  return cachedBinary(etcdFolder, 'etcd', (file) =>
    goBuild({
      file,
      main: 'go.etcd.io/etcd/server/v3',
      directives: ['go 1.24.0', `require go.etcd.io/etcd/server/v3 ${etcdRelease}`],
    }),
  );
}

function buildKwok(): Promise<string> {
  return cachedBinary(kwokFolder, 'kwok', (file) =>
    goBuild({
      file,
      main: 'sigs.k8s.io/kwok/cmd/kwok',
      directives: ['go 1.26.0', `require sigs.k8s.io/kwok ${kwokRelease}`],
    }),
  );
}

function buildOfKubernetes(command: string, release: string): Promise<string> {
  return cachedBinary(kubernetesFolder(release), command, async (file) => {
    const goMod = readFileSync((await goModule('k8s.io/kubernetes', release)).file, 'utf8');
    await goBuild({
      file,
      main: `k8s.io/kubernetes/cmd/${command}`,
      directives: [
        ...languageDirectives(goMod),
        `require k8s.io/kubernetes ${release}`,
        ...stagingModules(goMod).map((name) => `replace ${name} => ${name} ${release.replace('v1.', 'v0.')}`),
      ],
      // Left out where the release knows it: code for cloud providers, which takes long to build and judges nothing.
      tags: ['providerless'],
      variables: versionVariables(release),
    });
  });
}

/** `go` and `godebug` lines, so that the runtime behaves as it does in the release. */
function languageDirectives(goMod: string): readonly string[] {
  return goMod.match(/^(go|godebug) .+$/gm) ?? [];
}

/** In its repository they are folders, required as v0.0.0; each is published as a module of its own. */
function stagingModules(goMod: string): string[] {
  return [...goMod.matchAll(/^\s*(k8s\.io\/\S+) v0\.0\.0(?:\s|$)/gm)].map(([, name = '']) => name);
}

/** What the program says it is. A server refuses to start without a version that it can parse. */
function versionVariables(release: string): Record<string, string> {
  const [, minor = ''] = release.split('.');
  const of = 'k8s.io/component-base/version';
  return { [`${of}.gitVersion`]: release, [`${of}.gitMajor`]: '1', [`${of}.gitMinor`]: minor };
}
