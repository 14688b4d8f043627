import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlPlanePrograms } from '../processes/control-plane';
import { etcdRelease, kubernetesReleases } from './kubernetes-releases';
import type { Program } from './build-binaries';
import { programSources, serverPrograms, type ProgramSources } from './program-sources';

const before = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'program-sources-'));
  for (const name of ['KUBEBUILDER_ASSETS', 'KUBERNETES_VERSIONS']) delete process.env[name];
  process.env.XDG_CACHE_HOME = folder;
});

afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

/** Programs that say of themselves that they are of a version. */
function putPrograms(below: string, names: readonly string[], version = '1.33'): void {
  mkdirSync(join(folder, below), { recursive: true });
  for (const name of names) {
    writeFileSync(join(folder, below, name), `#!/bin/sh\necho Kubernetes v${version}.1\n`, { mode: 0o755 });
  }
}

function versionsOf<P extends Program>(found: ProgramSources<P>): string | readonly string[] {
  return 'reason' in found ? found.reason : found.sources.map(({ version }) => version);
}

describe('without Go', () => {
  beforeEach(() => (process.env.PATH = join(folder, 'bin')));

  test('nothing runs, and the reason says what is missing', () => {
    expect(versionsOf(programSources(serverPrograms, ['1.33']))).toBe(
      'there is neither KUBEBUILDER_ASSETS nor Go here, nor a program in the cache; see CONTRIBUTING.md',
    );
  });

  test('what was built before runs, and no other version', () => {
    const cache = 'cdk8s-blueprints/kubebuilder';
    putPrograms(`${cache}/etcd-${etcdRelease}`, ['etcd']);
    putPrograms(`${cache}/kubernetes-${kubernetesReleases['1.33']}`, ['kube-apiserver']);

    expect(versionsOf(programSources(serverPrograms, ['1.30', '1.33']))).toEqual(['1.33']);
    expect(versionsOf(programSources(controlPlanePrograms, ['1.33']))).toMatch('nor a program in the cache');
  });
});

describe('KUBEBUILDER_ASSETS', () => {
  beforeEach(() => (process.env.KUBEBUILDER_ASSETS = join(folder, 'assets')));

  test('judges by the version of its programs', () => {
    putPrograms('assets', serverPrograms);
    expect(versionsOf(programSources(serverPrograms, ['1.30']))).toEqual(['1.33']);
  });

  test('that has no server is an error that names the missing program', () => {
    putPrograms('assets', ['etcd']);
    expect(() => programSources(serverPrograms, ['1.30'])).toThrow(
      /KUBEBUILDER_ASSETS is .*kube-apiserver is not there/,
    );
  });

  test('that has a server alone runs no cluster, and the reason names what it lacks', () => {
    putPrograms('assets', serverPrograms);
    expect(versionsOf(programSources(controlPlanePrograms, ['1.30']))).toMatch(
      /which KUBEBUILDER_ASSETS names, has no kube-controller-manager/,
    );
  });

  test('of another version than the one that is asked for is an error', () => {
    putPrograms('assets', serverPrograms);
    process.env.KUBERNETES_VERSIONS = '1.30';
    expect(() => programSources(serverPrograms, ['1.30'])).toThrow(
      'KUBERNETES_VERSIONS asks for 1.30, and KUBEBUILDER_ASSETS has 1.33: leave one of them out',
    );
  });
});

describe('KUBERNETES_VERSIONS', () => {
  test('asks for other versions than the usual ones', () => {
    process.env.KUBERNETES_VERSIONS = '1.29, 1.31';
    expect(versionsOf(programSources(serverPrograms, ['1.33']))).toEqual(['1.29', '1.31']);
  });

  test('that nobody knows is an error that lists the known ones', () => {
    process.env.KUBERNETES_VERSIONS = '1.2';
    expect(() => programSources(serverPrograms, ['1.33'])).toThrow(/KUBERNETES_VERSIONS has 1\.2; known are 1\.28, /);
  });
});
