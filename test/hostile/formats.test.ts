import { survivalFormats } from '../../lib/report/survival/survival-formats';
import { survival } from '../../lib/survival/survival';
import { treeOf as clusterTree } from '../survival/tree-of';
import type { Manifest } from '../../lib';
import { capacityFormats } from '../../lib/report/capacity/capacity-formats';
import { reachability } from '../../lib/reach/questions/reachability';
import { reachFormats } from '../../lib/report/reach/reach-formats';
import type { ReachReport } from '../../lib/report/reach/reach-report';
import { fleetPlan } from '../../lib/plan/fleet-plan';
import { planFormats } from '../../lib/report/plan/plan-formats';
import { plannedTrees } from '../plan/planned';
import { reportFormats } from '../../lib/report/report-formats';
import { deployment as workload, judge, node } from '../capacity/objects';
import { deployment, networkPolicy, tree } from '../reach/tree';
import { readNodes } from '../../lib/capacity/nodes/read-nodes';
import { finding, reportOf } from '../report/report-of';
import { hostileNames, plainName } from './names';
import { structures } from './structure';

/** What no report may contain, whoever reads it: no terminal obeys it, no reader is misled by it. */
const unsafe = /[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029\uFEFF\u00AD]|\p{Cs}/u;

/** What GitHub Actions would obey, as its runner finds it in a log. */
const workflowCommand = /^\s*::[a-z-]+(?:::| .*::)|##\[/m;

const names = Object.entries(hostileNames);

test('every format is one that a test can take apart: a new one is added to the structures', () => {
  const formats = [...capacityFormats, ...planFormats, ...reportFormats, ...reachFormats, ...survivalFormats].map(
    ({ name }) => name,
  );
  expect(Object.keys(structures)).toEqual(expect.arrayContaining(formats));
});

describe.each(reportFormats)('a report as $name', ({ name: formatName, format }) => {
  const structureOf = structures[formatName] ?? fail(formatName);
  const written = (name: string) => {
    const object = { apiVersion: name, kind: name, namespace: name, name };
    const everywhere = { object, path: `metadata.labels[${name}]`, message: `Not found: ${name}`, fix: `name ${name}` };
    const suppression = { check: 'valid-port', reason: name, expires: '2027-01-01' };
    const findings = [
      finding({ ...everywhere, cluster: name, origin: name }),
      finding({ ...everywhere, cluster: name, origin: `${name}.yaml:1:2`, severity: 'warning' }),
      finding({ ...everywhere, cluster: 'other', origin: 'other', severity: 'info', status: 'unproved' }),
    ];
    const suppressed = [{ finding: finding(everywhere), suppression }];
    return format(reportOf(findings, { suppressed, clusters: [name, 'other', 'third'] }), { proofs: true });
  };
  const expected = structureOf(written(plainName));

  test.each(names)('has its structure whatever is named: %s', (_what, name) => {
    const text = written(name);
    if (formatName === 'text') {
      const heads = (of: string) => of.split('\n').filter((line) => /^(?: {0,2}\S)/.test(line)).length;
      expect(heads(text)).toBe(heads(written(plainName)));
    } else {
      expect(structureOf(text)).toEqual(expected);
    }
    expect(text).not.toMatch(unsafe);
    if (formatName !== 'github') expect(text).not.toMatch(workflowCommand);
  });
});

describe.each(reachFormats)('connections as $name', ({ name: formatName, format: pieces }) => {
  const format = (...report: Parameters<typeof pieces>) => [...pieces(...report)].join('');
  const structureOf = structures[formatName] ?? fail(formatName);

  test.each(names)('have their structure whatever is named: %s', (_what, name) => {
    expect(structureOf(format(connectionsOf(name), { explain: true }))).toEqual(
      structureOf(format(connectionsOf(plainName), { explain: true })),
    );
    expect(format(connectionsOf(name), { explain: true })).not.toMatch(unsafe);
    expect(format(connectionsOf(name), { explain: true })).not.toMatch(workflowCommand);
  });

  test.each(names)('and so has a difference: %s', (_what, name) => {
    expect(structureOf(format(differenceOf(name)))).toEqual(structureOf(format(differenceOf(plainName))));
    expect(format(differenceOf(name))).not.toMatch(unsafe);
  });
});

describe.each(capacityFormats)('answers about capacity as $name', ({ name: formatName, format }) => {
  const structureOf = structures[formatName] ?? fail(formatName);
  const written = (name: string) => {
    const nodes = [node({ name, labels: { agentpool: name } })];
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name, namespace: 'shop' },
      spec: { hard: { [name]: '1' } },
    };
    const objects = [workload({ name, replicas: 9 }), workload({ name: 'b', pod: { schedulerName: name } }), quota];
    const located = nodes.map((manifest) => ({ manifest }));
    return format([{ cluster: name, capacity: judge(objects, nodes), nodes: readNodes(located).nodes }]);
  };

  test.each(names)('have their structure whatever is named: %s', (_what, name) => {
    expect(structureOf(written(name))).toEqual(structureOf(written(plainName)));
    expect(written(name)).not.toMatch(unsafe);
    expect(written(name)).not.toMatch(workflowCommand);
  });
});

describe.each(survivalFormats)('what survives as $name', ({ name: formatName, format }) => {
  const structureOf = structures[formatName] ?? fail(formatName);
  const written = (name: string) => {
    const tree = (cluster: string, objects: readonly Manifest[]) =>
      clusterTree(cluster, objects, { environment: name, region: name, syncedBy: cluster === 'c' ? name : undefined });
    const host = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, namespace: 'shop' },
      spec: { rules: [{ host: name }] },
    };
    const trees = [
      tree(name, [workload({ name }), workload({ name: 'both' }), host]),
      tree('c', [workload({ name: 'both' }), workload({ name: 'client' })]),
    ];
    return format(survival(trees, [{ domain: 'cluster', name }]));
  };

  test.each(names)('has its structure whatever is named: %s', (_what, name) => {
    expect(structureOf(written(name))).toEqual(structureOf(written(plainName)));
    expect(written(name)).not.toMatch(unsafe);
    expect(written(name)).not.toMatch(workflowCommand);
  });
});

describe.each(planFormats)('a plan as $name', ({ name: formatName, format }) => {
  const structureOf = structures[formatName] ?? fail(formatName);
  const written = (name: string) => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { key: name } };
    const reader = {
      ...workload({ name: 'a' }),
      metadata: { name: 'a', namespace: 'shop', annotations: { key: name } },
    };
    const base = [workload({ name: 'a' }), { ...config, data: { key: 'before' } }, workload({ name })];
    const plan = plannedTrees(base, [reader, config, workload({ name: 'c', pod: { schedulerName: name } })]);
    const guards = [`${name} is gone`];
    return format(
      fleetPlan([
        { cluster: name, plan: { ...plan, guards } },
        { cluster: 'b', plan },
        { cluster: 'c', plan },
      ]),
      {
        color: false,
      },
    );
  };

  const expected = structureOf(written(plainName));

  test.each(names)('has its structure whatever is named: %s', (_what, name) => {
    const text = written(name);
    expect(structureOf(text)).toEqual(expected);
    expect(text).not.toMatch(unsafe);
    expect(text).not.toMatch(workflowCommand);
  });
});

function fail(name: string): never {
  throw new Error(`no test takes ${name} apart`);
}

/** Two workloads, one of them with the name, that may talk by a policy of that name. */
function connectionsOf(name: string): ReachReport {
  const answer = reachability(treeOf(name));
  return { connections: answer.connections(), exposure: answer.exposure(), assumptions: [name, ...answer.assumptions] };
}

function differenceOf(name: string): ReachReport {
  const now = reachability(treeOf(name));
  const base = reachability(tree(deployment('shop/a'), deployment('shop/b')));
  return { connections: now.connections(), difference: now.diff(base), assumptions: now.assumptions };
}

function treeOf(name: string) {
  const odd = deployment('shop/odd');
  const policy = networkPolicy('shop/odd', {
    podSelector: { matchLabels: { app: 'odd' } },
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ podSelector: { matchLabels: { app: 'a' } } }], ports: [{ port: 8080 }] },
      { from: [{ podSelector: { matchLabels: { app: 'nobody' } } }], ports: [{ port: 8081 }] },
    ],
  });
  return tree(
    { ...odd, kind: 'Deployment', metadata: { name, namespace: 'shop' } },
    { ...policy, metadata: { name, namespace: 'shop' } },
    deployment('shop/a'),
    deployment('shop/b'),
  );
}
