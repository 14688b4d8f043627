import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isJsonObject } from '../manifest/objects/json';
import { UsageError } from './command';

/** What cdk8s.yaml of the working folder says of the app and of where its output goes. */
export interface AppConfig {
  readonly app?: string;
  readonly output?: string;
}

/** Reads cdk8s.yaml; nothing where there is none. */
export function readAppConfig(): AppConfig {
  return existsSync('cdk8s.yaml') ? appConfigOf(readFileSync('cdk8s.yaml', 'utf8')) : {};
}

/** The same of a text. */
export function appConfigOf(text: string): AppConfig {
  const config: unknown = parse(text);
  if (!isJsonObject(config)) throw new UsageError('cdk8s.yaml: a map is expected');
  const { app, output } = config;
  return { ...(typeof app === 'string' ? { app } : {}), ...(typeof output === 'string' ? { output } : {}) };
}
