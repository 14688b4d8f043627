import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');
const model = join(root, 'lib/mesh/mesh-model.ts');
const backends = [
  'consul/consul-backend.ts',
  'gateway-api/gateway-api-backend.ts',
  'istio/ambient/ambient-backend.ts',
  'istio/sidecar-backend.ts',
  'linkerd/linkerd-backend.ts',
];
const types = ['MeshModel', 'ResolvedMeshSettings', 'MeshNamespace', 'MeshWorkload', 'TrafficModel'];

/** The compiler's errors where each type of the mesh model has a field that nothing reads. */
const errors = compileWithUnreadFields();

test.each(backends.flatMap((backend) => types.map((type) => [backend, type] as const)))(
  '%s does not compile with a field of %s that it does not read',
  (backend, type) => {
    expect(errors.get(backend)).toContain(`unreadOf${type}`);
  },
);

test('nothing else of the backends is an error', () => {
  for (const text of errors.values()) expect(text.split('\n').filter((line) => !line.includes('unreadOf'))).toEqual([]);
});

function compileWithUnreadFields(): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    readonly config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version, ...rest) =>
    path === model
      ? ts.createSourceFile(path, withUnreadFields(readFile(path) ?? ''), version)
      : getSourceFile(path, version, ...rest);
  const files = backends.map((backend) => join(root, 'lib/mesh', backend));
  const program = ts.createProgram(files, { ...options, noEmit: true }, host);
  return new Map(
    files.map((file, index) => {
      const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(file));
      const texts = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
      return [backends[index] ?? '', texts.join('\n')] as const;
    }),
  );
}

function withUnreadFields(text: string): string {
  return types.reduce(
    (source, type) =>
      source.replace(new RegExp(`(export interface ${type} .*\\{)\n`), `$1\n  readonly unreadOf${type}?: string;\n`),
    text,
  );
}
