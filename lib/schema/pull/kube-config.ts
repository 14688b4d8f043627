import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { isJsonArray, isJsonObject } from '../../manifest/objects/json';
import { partAt, pemAt, textAt, type ConfigEntry } from './config-entry';
import type { ServerAccess } from './server-access';
import { userAccess } from './user-access';

export interface KubeConfigOptions {
  /**
   * File to read.
   *
   * @default the files of `KUBECONFIG`, else `~/.kube/config`
   */
  readonly file?: string;
  /**
   * Context to use.
   *
   * @default `current-context` of the first file that has one
   */
  readonly context?: string;
}

/** A context of a kubeconfig: its name, and the server that it leads to. */
export interface KubeContext {
  readonly name: string;
  readonly access: ServerAccess;
}

/**
 * Reads what kubectl would read: of several files, the first that has an entry decides. A credential plugin that the
 * user's entry names is run.
 *
 * @throws Error that says what is missing in which file; for an unknown context, with those that there are
 */
export function readKubeConfig({ file, context }: KubeConfigOptions = {}): KubeContext {
  const configs = readConfigs(file ?? process.env.KUBECONFIG ?? join(homedir(), '.kube', 'config'));
  const name = context ?? configs.map((config) => textAt(config, 'current-context')).find((text) => text !== undefined);
  if (name === undefined) throw new Error('no context is given, and the kubeconfig has no current-context');
  const chosen = partAt(findEntry(configs, 'contexts', name), 'context');
  const cluster = partAt(findEntry(configs, 'clusters', textAt(chosen, 'cluster') ?? ''), 'cluster');
  const user = partAt(findEntry(configs, 'users', textAt(chosen, 'user') ?? ''), 'user');
  return { name, access: { ...clusterAccess(cluster), ...userAccess(user) } };
}

function readConfigs(paths: string): ConfigEntry[] {
  const files = paths.split(delimiter).filter((path) => path !== '' && existsSync(path));
  if (files.length === 0) throw new Error(`no kubeconfig is at ${paths}`);
  return files.map((path) => {
    const fields: unknown = parse(readFileSync(path, 'utf8'));
    if (!isJsonObject(fields)) throw new Error(`${path} is no kubeconfig`);
    return { fields, folder: dirname(path) };
  });
}

function findEntry(
  configs: readonly ConfigEntry[],
  list: 'clusters' | 'contexts' | 'users',
  name: string,
): ConfigEntry {
  const entries = configs.flatMap(({ fields, folder }) => {
    const items = fields[list];
    return isJsonArray(items) ? items.filter(isJsonObject).map((item): ConfigEntry => ({ fields: item, folder })) : [];
  });
  const found = entries.find((entry) => textAt(entry, 'name') === name);
  if (found !== undefined) return found;
  const known = entries.map((entry) => textAt(entry, 'name')).filter((text) => text !== undefined);
  throw new Error(
    `the kubeconfig has no ${JSON.stringify(name)} among its ${list}; it has ${known.map((each) => JSON.stringify(each)).join(', ') || 'none'}`,
  );
}

function clusterAccess(cluster: ConfigEntry): ServerAccess {
  const server = textAt(cluster, 'server');
  if (server === undefined) throw new Error('the cluster of the context has no server');
  const certificateAuthority = pemAt(cluster, 'certificate-authority');
  const tlsServerName = textAt(cluster, 'tls-server-name');
  return {
    server,
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(cluster.fields['insecure-skip-tls-verify'] === true ? { insecureSkipTlsVerify: true } : {}),
  };
}
