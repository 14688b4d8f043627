import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as library from '../../lib';
import { describeWithShared, shared } from '../shared-folder';

/** What became of a synth: files by their paths, or what it stopped with. */
interface Outcome {
  readonly files: ReadonlyMap<string, string>;
  readonly error: string;
}

/** Runs a program in JavaScript, as a user has it, and says what became of each of its fleets, by name. */
function outcomesOf(program: string): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const dev = new library.Environment('dev');
  const usual = [new library.Cluster('dev', { environment: dev, kubernetesVersion: '1.33' })];
  const common = {
    b: library,
    fleet: (name: string, body: library.Deployment, clusters = usual) =>
      new library.Fleet({ name, outdir: 'out', clusters, report: false }).deploy(body),
    run: (fleet: library.Fleet) => {
      const name = fleet.outdir.split('/').at(-1) ?? '';
      try {
        fleet.synth({ environments: [], clusters: [] });
        outcomes.set(name, { files: filesIn(fleet.outdir), error: '' });
      } catch (error) {
        outcomes.set(name, { files: new Map(), error: error instanceof Error ? error.message : String(error) });
      }
    },
  };
  const modules: Readonly<Record<string, unknown>> = {
    './common': common,
    cdk8s,
    'cdk8s-plus-28': plus,
    'cdk8s-blueprints': library,
  };
  const source = readFileSync(shared('cases', 'reports', program), 'utf8');
  const before = process.cwd();
  process.chdir(mkdtempSync(join(tmpdir(), 'program-')));
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a program of a folder beside the project
    Reflect.apply(new Function('require', source), undefined, [(name: string) => modules[name]]);
  } finally {
    process.chdir(before);
  }
  return outcomes;
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return new Map(files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** What must become of each fleet of a program: part of the names of its files, or of the error that it stops with. */
const expected: Readonly<Record<string, Readonly<Record<string, readonly string[] | RegExp>>>> = {
  'cdk8s-autoscaler.js': {
    'p5-dev': ['deployment.web', 'horizontalpodautoscaler.web'],
    'p5-prod': ['deployment.web', 'horizontalpodautoscaler.web'],
    'p5-kplus': ['deployment.api', 'horizontalpodautoscaler.hpa'],
  },
  'cdk8s-dependencies.js': {
    'p4-file-per-object': /a-first depends on apps\/w, but files are applied in the order of their names.*\n {2}fix:/s,
    'p4-file-per-chart': /apps depends on zz-crds, but files are applied in the order of their names.*\n {2}fix:/s,
    'p4-nested': ['kid/configmap', 'parent/configmap.cm'],
    'p4-helm': /helm/,
    'p4-hpa': /unique-field-owner .* spec\.replicas\n.*replicas of h\/web says 3, and scaleTargetRef of h\/whpa/s,
    'p4-np': ['networkpolicy.w1-allowegress', 'networkpolicy.w2-allowegress'],
  },
  'cdk8s-json-patch.js': { p6: /unknown field "spec\.test"/ },
  'cdk8s-names.js': {
    p2: ['team-a/role.developer', 'team-b/role.developer', 'team-c/configmap.cfg', 'configmap.a.b', 'configmap.a-b'],
    p2b: /unique-object {2}ConfigMap a\/dup/,
  },
  'cdk8s-shared-kinds.js': {
    p2c: ['gateway.gateway.networking.k8s.io.public', 'gateway.networking.istio.io.public'],
    p2d: ['networkpolicy.crd.projectcalico.org.deny', 'networkpolicy.deny'],
  },
  'cdk8s-stateful-set.js': { p1: ['statefulset.pg', 'networkpolicy.pg', 'poddisruptionbudget.pg'] },
};

describeWithShared('programs from public reports', () => {
  test('each of them has an expectation', () => {
    const programs = readdirSync(shared('cases', 'reports')).filter((file) => file.startsWith('cdk8s-'));
    expect(Object.keys(expected).sort()).toEqual(programs.sort());
  });

  test.each(Object.entries(expected))('%s gives what it declares, or is refused', (program, fleets) => {
    const outcomes = outcomesOf(program);
    expect([...outcomes.keys()].sort()).toEqual(Object.keys(fleets).sort());
    for (const [fleet, wanted] of Object.entries(fleets)) {
      const { files, error } = outcomes.get(fleet) ?? { files: new Map<string, string>(), error: 'was not run' };
      if (wanted instanceof RegExp) expect(error).toMatch(wanted);
      else {
        expect(error).toBe('');
        const missing = wanted.filter((part) => ![...files.keys()].some((file) => file.includes(`${part}`)));
        expect(missing).toEqual([]);
      }
    }
  });

  test('a workload with an autoscaler of its own has no number of replicas', () => {
    for (const fleet of ['p5-dev', 'p5-prod']) {
      const files = outcomesOf('cdk8s-autoscaler.js').get(fleet)?.files ?? new Map<string, string>();
      const [deployment = ''] = [...files].flatMap(([file, text]) => (file.includes('deployment.web') ? [text] : []));
      expect(deployment).toContain('kind: Deployment');
      expect(deployment).not.toContain('replicas:');
    }
  });
});
