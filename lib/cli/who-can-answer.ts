import type { ManifestSet } from '../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import { printable } from '../manifest/objects/printable';
import { formatSubject } from '../manifest/rbac/role-binding';
import { whoCan, type AccessAnswer, type AccessGrant, type AccessQuestion } from '../manifest/rbac/who-can';

/** Answers `who-can VERB RESOURCE` for people: one line a grant, in columns. */
export function formatWhoCan(manifests: ManifestSet, question: AccessQuestion): string {
  const { grants, unresolved } = whoCan(manifests, question);
  const lines = grants.length === 0 ? ['nobody, as far as the bindings of this tree say'] : columns(grants.map(cells));
  const notes = unresolved.map((binding) => `may grant more: ${nameOf(binding)}, whose role is not in the tree`);
  return [...new Set([...lines, ...notes])].map((line) => `${printable(line)}\n`).join('');
}

/** Answers `who-can VERB RESOURCE --output json`: plain data, one entry a grant. */
export function whoCanJson(manifests: ManifestSet, question: AccessQuestion): object {
  const { grants, unresolved }: AccessAnswer = whoCan(manifests, question);
  return {
    grants: grants.map(({ binding, role, serviceAccounts, ...grant }) => ({
      ...grant,
      binding: identityOf(binding.manifest),
      role: identityOf(role.manifest),
      serviceAccounts: serviceAccounts.map(({ manifest }) => formatIdentity(identityOf(manifest))),
    })),
    unresolved: unresolved.map(({ manifest }) => identityOf(manifest)),
  };
}

function cells({ subject, binding, role, rule, namespace, resourceNames }: AccessGrant): readonly string[] {
  const where = namespace === undefined ? 'everywhere' : `in ${namespace}`;
  const names = resourceNames === undefined ? '' : `, only ${resourceNames.join(', ')}`;
  return [formatSubject(subject), where + names, `${nameOf(binding)} gives ${nameOf(role)} ${rule}`].map(printable);
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function nameOf({ manifest }: AccessGrant['binding']): string {
  return formatIdentity(identityOf(manifest));
}
