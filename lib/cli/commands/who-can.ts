import { parseArgs } from 'node:util';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import type { AccessQuestion } from '../../manifest/rbac/who-can';
import { formatJsonText } from '../../report/escape/json';
import { printable, printableLines } from '../../manifest/objects/printable';
import type { ReadTree } from '../cluster-trees';
import { namedTrees } from '../named-trees';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { formatWhoCan, whoCanJson } from '../who-can-answer';
import { whoCanDoubts } from '../who-can-doubts';

const formats = ['text', 'json'] as const;

export const whoCan: Command = {
  usage: `Usage: cdk8s-blueprints who-can VERB RESOURCE DIR [OPTIONS]

Lists the subjects that the bindings of a tree allow something, each with the binding and the rule that allows it.
RESOURCE is a name (secrets), with its group (deployments.apps) or subresource (pods/log) where needed, or a
path (/metrics). Default ClusterRoles such as cluster-admin and edit, and aggregated ones, are taken into account.

  --namespace NAMESPACE  only what holds in this namespace
  --name NAME            only what holds for the object of this name
  --output FORMAT        ${formats.join(', ')}; text when left out

Exit codes: 0 answered, 2 could not run, or could not read the whole tree.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      namespace: { type: 'string' },
      name: { type: 'string' },
      output: { type: 'string', default: 'text' },
    },
  });
  const [verb, resource, path, ...more] = positionals;
  if (verb === undefined || resource === undefined || path === undefined || more.length > 0) {
    throw new UsageError('a verb, a resource and a folder or file are expected');
  }
  const question: AccessQuestion = {
    verb,
    ...readResource(resource),
    ...(values.namespace === undefined ? {} : { namespace: values.namespace }),
    ...(values.name === undefined ? {} : { resourceName: values.name }),
  };
  const trees = namedTrees(path);
  const sets = trees.map(({ manifests }) => new ManifestSet(manifests));
  for (const doubt of whoCanDoubts(sets, question)) io.writeError(printableLines(doubt));
  io.write(formatOf(values.output)(trees, question));
  return reportUnread(trees, io);
}

/** `deployments.apps/scale` is the subresource `scale` of `deployments` in the group `apps`. */
function readResource(text: string): Pick<AccessQuestion, 'resource' | 'group' | 'subresource'> {
  if (text.startsWith('/')) return { resource: text };
  const [, resource = text, group, subresource] = /^([^./]+)(?:\.([^/]+))?(?:\/(.+))?$/.exec(text) ?? [];
  return {
    resource,
    ...(group === undefined ? {} : { group }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}

function formatOf(name: string): (trees: readonly ReadTree[], question: AccessQuestion) => string {
  switch (name) {
    case 'text':
      return formatText;
    case 'json':
      return formatJson;
    default:
      throw new UsageError(`--output ${name}: must be one of ${formats.join(', ')}`);
  }
}

function formatText(trees: readonly ReadTree[], question: AccessQuestion): string {
  return trees
    .map(({ cluster, manifests }) => {
      const answer = formatWhoCan(new ManifestSet(manifests), question);
      return trees.length === 1 ? answer : `${printable(cluster)}\n${answer.replace(/^(?=.)/gm, '  ')}`;
    })
    .join('');
}

function formatJson(trees: readonly ReadTree[], question: AccessQuestion): string {
  const clusters = trees.map(({ cluster, manifests }) => ({
    cluster,
    ...whoCanJson(new ManifestSet(manifests), question),
  }));
  return formatJsonText({ clusters });
}

/** What could not be read may grant more. */
function reportUnread(trees: readonly ReadTree[], io: CommandIo): ExitCode {
  const unread = trees.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error');
  for (const { origin, message } of unread) io.writeError(`${printable(`not read: ${origin ?? ''}: ${message}`)}\n`);
  return unread.length === 0 ? 0 : 2;
}
