import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readAppConfig } from '../app-config';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';

export const synth: Command = {
  usage: `Usage: cdk8s-blueprints synth [OPTIONS]

Runs the app of cdk8s.yaml. Unlike 'cdk8s synth' it does not empty the output folder first: a run that fails leaves the
last good tree as it is, and files that no synth has written are never touched.

  --app COMMAND       the app; that of cdk8s.yaml when left out
  --output DIR        the output folder; that of cdk8s.yaml, or dist, when left out
  --environment NAME  only the clusters of this environment; may be repeated
  --cluster NAME      only this cluster; may be repeated

Exit codes: 0 written, 1 the app found errors or failed, 2 could not run.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values } = parseArgs({
    args: [...args],
    options: {
      app: { type: 'string' },
      output: { type: 'string' },
      environment: { type: 'string', multiple: true },
      cluster: { type: 'string', multiple: true },
    },
  });
  const config = readAppConfig();
  const app = values.app ?? config.app;
  if (app === undefined) throw new UsageError('an app is expected: in cdk8s.yaml, or with --app');
  const { status, error } = spawnSync(app, {
    shell: true,
    stdio: 'inherit',
    env: {
      ...process.env,
      CDK8S_OUTDIR: values.output ?? config.output ?? 'dist',
      ...(values.environment === undefined ? {} : { CDK8S_BLUEPRINTS_ENVIRONMENT: values.environment.join(',') }),
      ...(values.cluster === undefined ? {} : { CDK8S_BLUEPRINTS_CLUSTER: values.cluster.join(',') }),
    },
  });
  if (error === undefined) return status === 0 ? 0 : 1;
  io.writeError(`${app}: ${error.message}\n`);
  return 2;
}
