import { formatGithub } from '../../lib/report/format-github';
import { formatJson } from '../../lib/report/format-json';
import { formatJunit } from '../../lib/report/format-junit';
import { formatMarkdown } from '../../lib/report/format-markdown';
import { formatSarif } from '../../lib/report/format-sarif';
import { reportFormats } from '../../lib/report/report-formats';
import { finding, hostile, reportOf } from './report-of';

const inFile = finding({ origin: 'dist/boutique/cart,1.yaml:12:3' });

test('formats are sorted by name', () => {
  const names = reportFormats.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
});

describe('json', () => {
  test('is one object a finding, and nothing else', () => {
    expect(JSON.parse(formatJson(reportOf([finding()])))).toEqual({ findings: [finding()] });
  });

  test('has proofs beside the findings when asked for', () => {
    const proofs = [{ id: 'valid-port', objects: 2, assumptions: [] }];
    expect(JSON.parse(formatJson(reportOf([], { proofs }), { proofs: true }))).toEqual({
      findings: [],
      proved: proofs,
    });
  });
});

describe('github', () => {
  test('points to file, line and column, and escapes what ends a property or a line', () => {
    expect(formatGithub(reportOf([inFile]))).toBe(
      '::error title=valid-port,file=dist/boutique/cart%2C1.yaml,line=12,col=3::' +
        'NetworkPolicy boutique/cart spec.ingress[0].ports[0].port in prod-euw1%0A' +
        'Invalid value: 0: must be between 1 and 65535, inclusive%0Afix: leave "port" out to allow every port\n',
    );
  });

  test('shows the worst first, and one line a finding whatever it says', () => {
    const text = formatGithub(
      reportOf([finding({ severity: 'info', message: hostile }), finding({ severity: 'warning' })]),
    );
    expect(text.split('\n').map((line) => line.slice(0, 9))).toEqual(['::warning', '::notice ', '']);
    expect(text).not.toContain('\r');
  });
});

describe('junit', () => {
  test('errors fail, warnings are skipped, proofs pass', () => {
    const xml = formatJunit(
      reportOf([finding(), finding({ severity: 'warning' }), finding({ status: 'unproved' })], {
        proofs: [{ id: 'valid-name', objects: 2, assumptions: [] }],
      }),
    );
    expect(xml).toContain('<testsuites name="cdk8s-blueprints" tests="4" failures="1" errors="1" skipped="1">');
    expect(xml).toContain('<testcase classname="valid-name" name="2 objects"/>');
    expect(xml.match(/<failure message="Invalid value: 0/g)).toHaveLength(1);
  });

  test('whatever a finding says stays well-formed XML 1.0', () => {
    const xml = formatJunit(reportOf([finding({ message: hostile, path: hostile, origin: hostile })]));
    const tags = [...xml.matchAll(/<(\/?)([a-z]+)(?:\s+[a-z]+="[^"<&]*(?:&[a-z#0-9]+;[^"<&]*)*")*(\/?)>/g)].map(
      ([tag]) => tag,
    );
    expect(tags.map((tag) => /[a-z]+/.exec(tag)?.[0])).toEqual([
      'testsuites',
      'testsuite',
      'testcase',
      'failure',
      'failure',
      'testcase',
      'testsuite',
      'testsuites',
    ]);
    expect(xml).not.toContain('<script>');
    expect(xml).not.toMatch(/[\u0000-\u0008\uD800]/u);
  });
});

describe('markdown', () => {
  test('the same finding over many clusters is one line', () => {
    const clusters = ['prod-euw1', 'prod-use1'];
    const text = formatMarkdown(
      reportOf(
        clusters.map((cluster) => finding({ cluster })),
        { clusters },
      ),
    );
    expect(text.split('\n').filter((line) => line.includes('valid-port'))).toEqual([
      '| **error** | `valid-port` | `NetworkPolicy boutique/cart`<br>`spec.ingress[0].ports[0].port` ' +
        '| Invalid value: 0: must be between 1 and 65535, inclusive<br>fix: leave "port" out to allow every port | all 2 |',
    ]);
  });

  test('whatever a finding says stays in its cell, makes no HTML and calls nobody', () => {
    const text = formatMarkdown(reportOf([finding({ message: hostile, path: hostile, fix: hostile })]));
    const row = text.split('\n').at(-2) ?? '';
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect(row.replaceAll('<br>', '').replaceAll(/<code>[^<]*<\/code>|`[^`]*`/g, '')).not.toMatch(/(?<!\\)<|@t/);
  });

  test('a report that is too long for a comment says how much it leaves out', () => {
    const many = Array.from({ length: 1000 }, (_, index) => finding({ path: `spec.ports[${index}]` }));
    const text = formatMarkdown(reportOf(many));
    expect(text.length).toBeLessThan(65_536);
    const rows = text.match(/^\| \*\*error/gm)?.length ?? 0;
    expect(text).toContain(`\nand ${1000 - rows} more: see the full report.\n`);
  });
});

describe('sarif', () => {
  interface Log {
    version: string;
    runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Result[] }];
  }
  interface Result {
    ruleId: string;
    ruleIndex: number;
    kind: string;
    level: string;
    locations: [{ physicalLocation?: unknown; logicalLocations: { fullyQualifiedName: string }[] }];
    partialFingerprints: Record<string, string>;
  }
  const sarif = (...findings: Parameters<typeof reportOf>[0]) => JSON.parse(formatSarif(reportOf(findings))) as Log;

  test('points to file, line and column', () => {
    const { version, runs } = sarif(inFile);
    expect(version).toBe('2.1.0');
    expect(runs[0].results[0]?.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'dist/boutique/cart%2C1.yaml' },
      region: { startLine: 12, startColumn: 3 },
    });
  });

  test('a construct is a logical location', () => {
    const [{ results }] = sarif(finding()).runs;
    expect(results[0]?.locations[0]).toEqual({
      logicalLocations: [
        {
          fullyQualifiedName: 'prod-euw1 NetworkPolicy boutique/cart spec.ingress[0].ports[0].port',
          decoratedName: 'prod-euw1/boutique/cart/network-policy',
        },
      ],
    });
  });

  test('every result refers to its rule, and what is unproved is open', () => {
    const [{ tool, results }] = sarif(finding({ id: 'b' }), finding({ id: 'a', status: 'unproved' })).runs;
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results.map(({ kind, level }) => [kind, level])).toEqual([
      ['fail', 'error'],
      ['open', 'none'],
    ]);
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('%s is of level %s', (severity, level) => {
    const [{ results }] = sarif(finding({ severity })).runs;
    expect(results.map((result) => result.level)).toEqual([level]);
  });

  test('a finding keeps its fingerprint when its line moves', () => {
    const [{ results }] = sarif(inFile, { ...inFile, origin: 'dist/boutique/cart,1.yaml:40:3' }).runs;
    expect(results[0]?.partialFingerprints).toEqual(results[1]?.partialFingerprints);
  });
});

test.each(reportFormats)('$name is the same for the same report, and never empty of a finding', ({ format }) => {
  const report = reportOf([finding({ message: hostile })]);
  expect(format(report)).toBe(format(report));
  expect(format(report)).toContain('valid-port');
});
