import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { partAt, pemAt, textAt, type ConfigEntry } from './config-entry';
import type { Credentials } from './user-access';

const answersWithin = 60_000;
const knownVersions: readonly string[] = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/**
 * Runs a credential plugin, as client-go does, and takes the token or the certificate that it prints. No error repeats
 * its arguments or what it printed.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function runCredentialPlugin(exec: ConfigEntry, cluster: ConfigEntry): Credentials {
  const command = textAt(exec, 'command');
  if (command === undefined) throw new Error('the credential plugin of the user has no command');
  const apiVersion = textAt(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1';
  const failed = (why: string) => new Error(`the credential plugin ${JSON.stringify(command)} ${why}`);
  if (!knownVersions.includes(apiVersion)) throw failed(`has another apiVersion than ${knownVersions.join(', ')}`);
  if (textAt(exec, 'interactiveMode') === 'Always') throw failed('needs a terminal (interactiveMode: Always)');

  const { error, status, signal, stdout } = spawnSync(commandPath(command, exec.folder), argumentsOf(exec), {
    encoding: 'utf8',
    timeout: answersWithin,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variablesOf(exec), KUBERNETES_EXEC_INFO: requestOf(apiVersion, exec, cluster) },
  });
  if (error !== undefined) throw failed(`cannot be run: ${codeOf(error)}`);
  if (status !== 0) throw failed(status === null ? `was ended by ${signal ?? 'a signal'}` : `ended with ${status}`);
  const answer = parsed(stdout);
  if (answer === undefined || !isJsonObject(answer.status)) throw failed('printed no ExecCredential with a status');
  if (answer.apiVersion !== undefined && answer.apiVersion !== apiVersion) {
    throw failed(`answered in another apiVersion than ${apiVersion}`);
  }
  const { token, clientCertificateData, clientKeyData } = answer.status;
  if ((typeof clientCertificateData === 'string') !== (typeof clientKeyData === 'string')) {
    throw failed('gave a certificate without its key, or a key without its certificate');
  }
  const credentials = {
    ...(typeof token === 'string' ? { token } : {}),
    ...(typeof clientCertificateData === 'string' ? { clientCertificate: clientCertificateData } : {}),
    ...(typeof clientKeyData === 'string' ? { clientKey: clientKeyData } : {}),
  };
  if (Object.keys(credentials).length === 0) throw failed('gave neither a token nor a certificate');
  return credentials;
}

/** A bare name is looked up in PATH; a path is relative to the kubeconfig. */
function commandPath(command: string, folder: string): string {
  return /[/\\]/.test(command) ? resolve(folder, command) : command;
}

function argumentsOf({ fields: { args } }: ConfigEntry): readonly string[] {
  return isJsonArray(args) ? args.map(String) : [];
}

function variablesOf({ fields: { env } }: ConfigEntry): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const entry of isJsonArray(env) ? env : []) {
    if (!isJsonObject(entry)) continue;
    const { name, value } = entry;
    if (typeof name === 'string' && typeof value === 'string') variables[name] = value;
  }
  return variables;
}

/** What the plugin is told: of the cluster, only where it asks for it. */
function requestOf(apiVersion: string, { fields }: ConfigEntry, cluster: ConfigEntry): string {
  const about = fields.provideClusterInfo === true ? { cluster: clusterInfo(cluster) } : {};
  return JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false, ...about } });
}

function clusterInfo(cluster: ConfigEntry): JsonObject {
  const authority = pemAt(cluster, 'certificate-authority');
  const { extensions } = cluster.fields;
  const config = (isJsonArray(extensions) ? extensions : [])
    .filter(isJsonObject)
    .find(({ name }) => name === 'client.authentication.k8s.io/exec');
  return {
    server: textAt(cluster, 'server'),
    'tls-server-name': textAt(cluster, 'tls-server-name'),
    'insecure-skip-tls-verify': cluster.fields['insecure-skip-tls-verify'] === true ? true : undefined,
    'certificate-authority-data': authority === undefined ? undefined : Buffer.from(authority).toString('base64'),
    'proxy-url': textAt(cluster, 'proxy-url'),
    config: config === undefined ? undefined : partAt({ fields: config, folder: '' }, 'extension').fields,
  };
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
