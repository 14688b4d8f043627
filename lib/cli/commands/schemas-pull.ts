import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { readKubeConfig } from '../../schema/pull/kube-config';
import { defaultLimits, KubernetesClient } from '../../schema/pull/kubernetes-client';
import { pullFacts } from '../../schema/pull/pull-facts';
import { storeFacts } from '../../schema/pull/store-facts';
import { firstNoFolder } from '../../synth/writer/publish-changes';
import { printable } from '../../manifest/objects/printable';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';

export const schemasPull: Command = {
  usage: `Usage: cdk8s-blueprints schemas pull [NAME] [OPTIONS]

Asks a cluster what it serves, built-in kinds and custom resources, and keeps the structure of it in
schemas/NAME.json.gz: types, required fields, enumerations, list keys, CEL rules. "check --schemas" judges manifests by
that file, without the cluster. The cluster is only read; it is found as kubectl finds it, through the proxy-url that the
kubeconfig names, and gets credentials over https alone. NAME is the context's name when left out.

  --context NAME      context of the kubeconfig; its current context when left out
  --kubeconfig FILE   the kubeconfig; those that KUBECONFIG names, or ~/.kube/config, when left out
  --output DIR        folder that the file is written to; "schemas" when left out

Exit codes: 0 the file is written, 2 it could not be.
`,
  run,
};

/** All of it is a few megabytes: what takes longer than this never ends. */
const totalTime = 600_000;

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      kubeconfig: { type: 'string' },
      output: { type: 'string', default: 'schemas' },
    },
  });
  const { context, kubeconfig, output } = values;
  if (positionals.length > 1) throw new UsageError('at most one name is expected');
  const {
    name: contextName,
    access,
    withholdsCredentials,
  } = readKubeConfig({
    ...(kubeconfig === undefined ? {} : { file: kubeconfig }),
    ...(context === undefined ? {} : { context }),
  });
  const name = positionals[0] ?? contextName;
  const file = join(output, `${fileName(name)}.json.gz`);
  assertNoLink(file);
  if (withholdsCredentials) {
    const warning = `warning: ${new URL(access.server).host} is spoken to without https, and so gets no credentials, as it gets none of kubectl`;
    io.writeError(`${printable(warning)}\n`);
  }
  const client = new KubernetesClient(access, { ...defaultLimits, totalTime });
  try {
    const facts = await pullFacts(client, name);
    const size = storeFacts(file, facts);
    const kinds = Object.keys(facts.kinds).length;
    io.write(`${printable(file)}: ${kinds} kinds of Kubernetes ${facts.kubernetes}, ${Math.ceil(size / 1024)} kB\n`);
    return 0;
  } finally {
    client.close();
  }
}

/** A link in a repository may lead anywhere, and whoever commits it decides where. */
function assertNoLink(file: string): void {
  const below = relative(process.cwd(), resolve(file)).split(sep).join('/');
  const blocked = below.startsWith('../') ? undefined : firstNoFolder(process.cwd(), below);
  if (blocked === undefined) return;
  const is = blocked.standing === 'link' ? 'a link' : 'no folder';
  throw new UsageError(`${blocked.path} is ${is}: nothing is written through it; name another folder by --output`);
}

/** Contexts of cloud providers have colons and slashes in their names. */
function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
