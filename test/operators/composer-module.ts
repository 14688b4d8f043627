/** A program's module in JavaScript that exports a composition: of a Greeting, a ConfigMap. */
export const composerModule = `module.exports.greetings = {
  apiVersions: ['platform.example.com/v1'],
  kind: 'Greeting',
  compose: ({ metadata: { name, namespace }, spec }) =>
    spec.text === undefined
      ? { manifests: [], findings: [{ id: 'valid-schema', severity: 'error', status: 'violated', path: 'spec.text',
          object: { apiVersion: 'platform.example.com/v1', kind: 'Greeting', name }, message: 'Required value', fix: 'say it' }] }
      : { findings: [], manifests: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { text: spec.text } }] },
  statusOf: () => undefined,
};
`;
