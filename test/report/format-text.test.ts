import { formatText } from '../../lib/report/format-text';
import { finding, reportOf } from './report-of';

test('a finding has object, path, value, rule, fix and origin', () => {
  expect(formatText(reportOf([finding()]))).toBe(
    `error  valid-port  NetworkPolicy boutique/cart  spec.ingress[0].ports[0].port
  Invalid value: 0: must be between 1 and 65535, inclusive
  fix:  leave "port" out to allow every port
  from: prod-euw1/boutique/cart/network-policy

1 error; 3 objects; 0 checks proved
`,
  );
});

test('what several objects share is said once, in columns', () => {
  const ads = finding({
    object: { apiVersion: 'v1', kind: 'Service', namespace: 'boutique', name: 'ads' },
    path: 'spec',
  });
  expect(formatText(reportOf([finding(), ads]))).toContain(
    `error  valid-port  NetworkPolicy boutique/cart  spec.ingress[0].ports[0].port
error  valid-port  Service boutique/ads         spec
  Invalid value: 0`,
  );
});

test('what several clusters share is one line that names them', () => {
  const clusters = ['prod-euw1', 'prod-use1', 'prod-apse1'];
  const everywhere = clusters.map((cluster) => finding({ cluster }));
  const text = formatText(reportOf(everywhere, { clusters }));
  expect(text.match(/^error /gm)).toHaveLength(1);
  expect(text).toContain('spec.ingress[0].ports[0].port  all 3 clusters\n');
  expect(formatText(reportOf(everywhere.slice(1), { clusters }))).toContain('  prod-apse1, prod-use1\n');
});

test('errors come first, then what concerns most objects', () => {
  const other = { apiVersion: 'v1', kind: 'Service', name: 'a' };
  const text = formatText(
    reportOf([
      finding({ id: 'a-note', severity: 'info', message: 'note' }),
      finding({ id: 'b-rare', message: 'rare' }),
      finding({ id: 'c-frequent', message: 'frequent' }),
      finding({ id: 'c-frequent', message: 'frequent', object: other }),
      finding({ id: 'd-warning', severity: 'warning', message: 'warning' }),
    ]),
    { verbose: true },
  );
  expect([...text.matchAll(/^(?:error|warning|info)  (\S+)/gm)].map(([, id]) => id)).toEqual([
    'c-frequent',
    'c-frequent',
    'b-rare',
    'd-warning',
    'a-note',
  ]);
});

test('what could not be decided says so', () => {
  const text = formatText(reportOf([finding({ status: 'unproved', message: 'the rule calls `foo()`' })]));
  expect(text).toContain('\n  unproved: the rule calls `foo()`\n');
  expect(text).toContain('1 error; 1 of them unproved;');
});

test('colours are for terminals only', () => {
  expect(formatText(reportOf([finding()]))).not.toContain('\u001B');
  expect(formatText(reportOf([finding()]), { color: true })).toContain('\u001B[31merror\u001B[39m');
});

test('proofs are listed with what they assume when asked for', () => {
  const report = reportOf([], {
    proofs: [{ id: 'valid-port', objects: 2, assumptions: ['the CNI enforces policies'] }],
  });
  expect(formatText(report)).toBe('no findings; 3 objects; 1 check proved\n');
  expect(formatText(report, { proofs: true })).toContain(
    'proved  valid-port  2 objects\n  given: the CNI enforces policies\n',
  );
});

test('a name cannot paint the terminal or pass for a line of the report', () => {
  const hostile = { apiVersion: 'v1', kind: 'Service', name: 'a\n::error::\u001B[31m\u202E' };
  const text = formatText(reportOf([finding({ object: hostile, path: 'data[\r]', origin: 'a\u0007.yaml:1' })]));
  expect(text).toContain('Service a\\n::error::\\u001b[31m\\u202e  data[\\u000d]\n');
  expect(text).toContain('from: a\\u0007.yaml:1\n');
});

test('infos are counted, and listed where they are asked for', () => {
  const report = reportOf([finding({ id: 'a-note', severity: 'info', message: 'note' })]);
  expect(formatText(report)).toBe('1 info (--verbose lists them); 3 objects; 0 checks proved\n');
  expect(formatText(report, { verbose: true })).toContain('info  a-note  ');
});
