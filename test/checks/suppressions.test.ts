import type { Check } from '../../lib/checks/check';
import { runChecks } from '../../lib/checks/run-checks';
import type { Suppression } from '../../lib/fleet/suppression';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { facts } from './facts';

const noServices: Check = {
  id: 'no-services',
  severity: 'error',
  profile: 'baseline',
  why: 'A test needs it.',
  kinds: ['Service'],
  run: () => [{ path: '', message: 'Forbidden', fix: 'delete it' }],
};
const notRun: Check = { ...noServices, id: 'no-strict', profile: 'strict' };

const accepted: Suppression = {
  check: 'no-services',
  object: { kind: 'Service', namespace: 'boutique', name: 'legacy-*' },
  reason: 'moves away in the spring',
  expires: '2027-03-01',
};

function run(suppressions: readonly Suppression[], annotations?: Record<string, string>) {
  const manifests: LocatedManifest[] = ['legacy-cart', 'cart'].map((name) => ({
    manifest: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name,
        namespace: 'boutique',
        ...(annotations !== undefined && name === 'cart' ? { annotations } : {}),
      },
    },
  }));
  const results = runChecks({
    manifests,
    cluster: facts(),
    profile: 'production',
    checks: [noServices, notRun],
    suppressions,
    today: '2027-01-15',
  });
  return {
    findings: results.findings.map(({ id, severity, object, path, message }) =>
      [id, severity, `${object.kind} ${object.name}`, path, message].join(' | '),
    ),
    suppressed: results.suppressed.map(({ finding }) => finding.object.name),
  };
}

const cartFinding = 'no-services | error | Service cart |  | Forbidden';
const legacyFinding = 'no-services | error | Service legacy-cart |  | Forbidden';

test('accepts the findings of the objects that it names, and no others', () => {
  expect(run([accepted])).toEqual({ findings: [cartFinding], suppressed: ['legacy-cart'] });
});

test('an annotation accepts the findings of its object', () => {
  const annotation = { 'cdk8s-blueprints.dev/suppress.no-services': 'headless; reviewed; expires 2027-03-01' };
  expect(run([], annotation)).toEqual({ findings: [legacyFinding], suppressed: ['cart'] });
});

test.each([
  ['without a reason', { reason: ' ' }, 'error', 'reason', 'Required value'],
  ['without a day', { expires: '' }, 'error', 'expires', 'Required value'],
  [
    'until a day that no calendar has',
    { expires: '2027-02-30' },
    'error',
    'expires',
    'Invalid value: "2027-02-30": must be a day such as 2027-01-31',
  ],
  ['of an unknown check', { check: 'no-sevices' }, 'error', 'check', 'Not found: "no-sevices"'],
  [
    'that expires today',
    { expires: '2027-01-15' },
    'warning',
    'expires',
    'Invalid value: "2027-01-15": has expired; the findings are reported again',
  ],
])('a suppression %s accepts nothing and is reported', (_, tweak, severity, path, message) => {
  const suppression = { ...accepted, ...tweak };
  const { findings, suppressed } = run([suppression]);
  expect(suppressed).toEqual([]);
  expect(findings).toContain(
    `valid-suppression | ${severity} | Suppression ${suppression.check} | ${path} | ${message}`,
  );
  expect(findings).toContain(legacyFinding);
});

test('an annotation without a day is reported on its object', () => {
  const { findings } = run([], { 'cdk8s-blueprints.dev/suppress.no-services': 'because' });
  expect(findings).toContain(
    'valid-suppression | error | Service cart | metadata.annotations[cdk8s-blueprints.dev/suppress.no-services] | Required value',
  );
});

test('a suppression that matches nothing any more is reported', () => {
  const { findings } = run([{ ...accepted, object: { name: 'gone' } }]);
  expect(findings).toContain(
    'no-unused-suppression | warning | Suppression no-services |  | Forbidden: no-services finds nothing that this suppression covers',
  );
});

test('a suppression of a check that the profile does not run is not unused', () => {
  const { findings } = run([{ ...accepted, check: 'no-strict' }]);
  expect(findings).toEqual([cartFinding, legacyFinding]);
});
