import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { textAt, type ConfigEntry } from './config-entry';
import type { Credentials } from './user-access';

const answersWithin = 60_000;

/**
 * Runs a credential plugin, as client-go does, and takes the token or the certificate that it prints.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function runCredentialPlugin(exec: ConfigEntry): Credentials {
  const command = textAt(exec, 'command');
  if (command === undefined) throw new Error('the credential plugin of the user has no command');
  const status = parseStatus(command, run(commandPath(command, exec.folder), exec));
  const { token, clientCertificateData, clientKeyData } = status;
  const credentials = {
    ...(typeof token === 'string' ? { token } : {}),
    ...(typeof clientCertificateData === 'string' ? { clientCertificate: clientCertificateData } : {}),
    ...(typeof clientKeyData === 'string' ? { clientKey: clientKeyData } : {}),
  };
  if (Object.keys(credentials).length === 0) throw new Error(`${command} gave neither a token nor a certificate`);
  return credentials;
}

/** A bare name is looked up in PATH; a path is relative to the kubeconfig. */
function commandPath(command: string, folder: string): string {
  return /[/\\]/.test(command) ? resolve(folder, command) : command;
}

function run(command: string, exec: ConfigEntry): string {
  const { args } = exec.fields;
  const apiVersion = textAt(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1';
  const request = { apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  return execFileSync(command, isJsonArray(args) ? args.map(String) : [], {
    encoding: 'utf8',
    timeout: answersWithin,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variablesOf(exec), KUBERNETES_EXEC_INFO: JSON.stringify(request) },
  });
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

function parseStatus(command: string, text: string): JsonObject {
  const answer: unknown = JSON.parse(text);
  if (isJsonObject(answer) && isJsonObject(answer.status)) return answer.status;
  throw new Error(`${command} printed no ExecCredential with a status`);
}
