import type { Field } from '../../manifest/objects/field';

/**
 * A setting of elasticsearch.yml, such as `node.roles`: it may be written as one key, as maps in each other, or as anything
 * between. Undefined where it is not there.
 */
export function settingOf(config: Field, name: string): Field | undefined {
  for (const field of config.fields()) {
    if (field.name === name) return field;
    if (!name.startsWith(`${field.name}.`) || field.map === undefined) continue;
    const found = settingOf(field, name.slice(field.name.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Roles that a node has by settings of their own, in place of `node.roles`. */
export const roleSettings = ['data', 'ingest', 'master', 'ml', 'remote_cluster_client', 'transform', 'voting_only'].map(
  (role) => `node.${role}`,
);

/** How many nodes of a set can be elected: those with the role of a master that do more than vote. */
export function masterCount(nodeSet: Field): number {
  const config = nodeSet.at('config');
  const roles = settingOf(config, 'node.roles');
  const votes = settingOf(config, 'node.voting_only')?.boolean === true;
  const names = roles?.items().map(({ text }) => text);
  const isMaster =
    names === undefined
      ? settingOf(config, 'node.master')?.boolean !== false && !votes
      : names.includes('master') && !names.includes('voting_only');
  return isMaster ? (nodeSet.at('count').number ?? 0) : 0;
}

/** Whether the nodes of a set have data, as they do where nothing is said. */
export function holdsData(nodeSet: Field): boolean {
  const config = nodeSet.at('config');
  const roles = settingOf(config, 'node.roles')
    ?.items()
    .map(({ text = '' }) => text);
  return roles === undefined
    ? settingOf(config, 'node.data')?.boolean !== false
    : roles.some((role) => role === 'data' || role.startsWith('data_'));
}
