import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import { ChecksValidation } from '../../lib/cli/checks-validation';
import { projectWithPackage } from './installed-package';

const app = (port: string) => `
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'boutique', { namespace: 'boutique' });
new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'boutique' } });
new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart', labels: { app: 'cart' } },
  spec: { containers: [{ name: 'cart', image: 'cart:1.0', ports: [{ containerPort: 8080, name: '${port}' }] }] } });
new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' },
  spec: { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 'http' }] } });
app.synth();
`;

const config = (properties: string) => `
language: typescript
app: node app.js
validations:
  - package: ./node_modules/cdk8s-blueprints
    version: 0.1.0
    class: ChecksValidation
    properties: ${properties}
`;

let project: string;
beforeAll(() => {
  project = projectWithPackage({});
});
afterAll(() => rmSync(project, { recursive: true }));

function synth(port: string, properties = "{ kubernetes: '1.36' }") {
  writeFileSync(join(project, 'app.js'), app(port));
  writeFileSync(join(project, 'cdk8s.yaml'), config(properties));
  rmSync(join(project, 'report.json'), { force: true });
  const cdk8s = join(project, 'node_modules/cdk8s-cli/bin/cdk8s');
  const args = [cdk8s, 'synth', '--no-check-upgrade', '--validation-reports-output-file', 'report.json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

test('cdk8s synth passes what all checks pass', () => {
  const { status, output } = synth('http');
  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('success') as string });
}, 60_000);

test('cdk8s synth fails on an error, and its report names object, field, fix and file', () => {
  expect(synth('web').status).toBe(2);
  const { reports } = JSON.parse(readFileSync(join(project, 'report.json'), 'utf8')) as {
    reports: ReturnType<ValidationContext['report']['toJson']>[];
  };
  const violation = reports[0]?.violations.find(({ ruleName }) => ruleName === 'error valid-target-port');
  expect(violation).toMatchObject({
    fix: expect.stringMatching(/./) as string,
    violatingConstructs: [
      {
        resourceName: 'cart',
        manifestPath: 'dist/boutique.k8s.yaml',
        locations: ['Service boutique/cart  spec.ports[0].targetPort  cluster'],
      },
    ],
  });
}, 60_000);

test('properties that mean nothing stop the synth', () => {
  const { status, output } = synth('http', "{ kubernetes: '0.9' }");
  expect(status).not.toBe(0);
  expect(output).toContain('--kubernetes 0.9: must be one of 1.28');
}, 60_000);

test('it is what cdk8s-cli calls a Validation', () => {
  const validation: Validation = new ChecksValidation();
  expect(typeof validation.validate).toBe('function');
});
