import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { isJsonArray, isJsonObject } from '../../manifest/objects/json';
import { impersonationOf } from './impersonation';
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
  /** Whether the user has credentials that are not used, as the server is spoken to without encryption. */
  readonly withholdsCredentials: boolean;
}

/**
 * Reads what kubectl would read: of several files, the first that has an entry decides. A credential plugin that the
 * user's entry names is run. A server without encryption gets no credentials, as it gets none of kubectl. No error
 * repeats a line of a file.
 *
 * @throws Error that says what is missing in which file; for an unknown context, with those that there are
 */
export function readKubeConfig({ file, context }: KubeConfigOptions = {}): KubeContext {
  const configs = readConfigs(file ?? process.env.KUBECONFIG ?? join(homedir(), '.kube', 'config'));
  const name = context ?? configs.map((config) => textAt(config, 'current-context')).find((text) => text !== undefined);
  if (name === undefined) throw new Error('no context is given, and the kubeconfig has no current-context');
  const chosen = partAt(findEntry(configs, 'contexts', name), 'context');
  const cluster = partAt(findEntry(configs, 'clusters', textAt(chosen, 'cluster') ?? ''), 'cluster');
  const userName = textAt(chosen, 'user');
  const user = userName === undefined ? nobody : partAt(findEntry(configs, 'users', userName), 'user');
  const access = { ...clusterAccess(cluster), ...impersonation(user) };
  if (isEncrypted(access)) {
    return { name, access: { ...access, ...userAccess(user, cluster) }, withholdsCredentials: false };
  }
  return { name, access, withholdsCredentials: credentialFields.some((field) => user.fields[field] !== undefined) };
}

const nobody: ConfigEntry = { fields: {}, folder: '' };

const credentialFields: readonly string[] = [
  ...['token', 'tokenFile', 'username', 'exec', 'client-certificate', 'client-certificate-data'],
];

function impersonation(user: ConfigEntry): Pick<ServerAccess, 'impersonation'> {
  const headers = impersonationOf(user);
  return Object.keys(headers).length === 0 ? {} : { impersonation: headers };
}

function isEncrypted({ server }: ServerAccess): boolean {
  return new URL(server).protocol === 'https:';
}

function readConfigs(paths: string): ConfigEntry[] {
  const files = paths.split(delimiter).filter((path) => path !== '' && existsSync(path));
  if (files.length === 0) throw new Error(`no kubeconfig is at ${paths}`);
  return files.map((path) => {
    const fields: unknown = parseConfig(path);
    if (!isJsonObject(fields)) throw new Error(`${path} is no kubeconfig`);
    return { fields, folder: dirname(path) };
  });
}

/** The parser's own words would show the line that it stopped at. */
function parseConfig(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw new Error(`${path} cannot be read as YAML`);
    const [{ line, col } = { line: 1, col: 1 }] = error.linePos ?? [];
    throw new Error(`${path}:${line}:${col}: the kubeconfig is no YAML from here on`);
  }
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
  const server = serverOf(cluster);
  const proxy = proxyOf(cluster);
  const certificateAuthority = pemAt(cluster, 'certificate-authority');
  const tlsServerName = textAt(cluster, 'tls-server-name');
  return {
    server,
    ...(proxy === undefined ? {} : { proxy }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(cluster.fields['insecure-skip-tls-verify'] === true ? { insecureSkipTlsVerify: true } : {}),
  };
}

/** An address without a scheme is one without encryption, as client-go has it. */
function serverOf(cluster: ConfigEntry): string {
  const server = textAt(cluster, 'server');
  if (server === undefined) throw new Error('the cluster of the context has no server');
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(server) ? server : `http://${server}`;
  if (!['https:', 'http:'].includes(protocolOf(address) ?? '')) {
    throw new Error('the server of the cluster must be an address such as https://10.0.0.1:6443');
  }
  return address;
}

function proxyOf(cluster: ConfigEntry): string | undefined {
  const proxy = textAt(cluster, 'proxy-url');
  if (proxy === undefined || ['https:', 'http:'].includes(protocolOf(proxy) ?? '')) return proxy;
  throw new Error(
    'the proxy-url of the cluster must be an address such as http://10.0.0.1:3128\n' +
      '  fix:  for a SOCKS proxy, let an HTTP proxy or "kubectl proxy" stand before it',
  );
}

function protocolOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).protocol : undefined;
}
