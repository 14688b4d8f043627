import { duration, fieldsOf, flag, listOf, oneOf, percent, portNumber, text } from '../fleet/shape';
import type { MeshOptions, MeshPolicy, MeshSettings, ProxyResources } from './mesh-policy';

const mutualTls = oneOf('strict', 'permissive');
const onUnsupported = oneOf('error', 'warn');
const resources = fieldsOf<ProxyResources>({ 'cpu?': text, 'memory?': text });

/** How a mesh policy is checked. */
export const meshPolicyShape = fieldsOf<MeshPolicy>({
  'permissivePorts?': listOf(portNumber),
  'mutualTls?': mutualTls,
  'enrolled?': flag,
  'proxyResources?': fieldsOf<NonNullable<MeshPolicy['proxyResources']>>({
    'requests?': resources,
    'limits?': resources,
  }),
  'drain?': duration,
  'exported?': flag,
});

/** How the options beside a mesh policy, or a traffic policy, are checked. */
export const meshOptionsShape = fieldsOf<MeshOptions>({ 'onUnsupported?': onUnsupported });

/** How the settings of a whole mesh are checked. */
export const meshSettingsShape = fieldsOf<MeshSettings & MeshOptions>({
  'mutualTls?': mutualTls,
  'egress?': oneOf('declared', 'any'),
  'accessLogs?': fieldsOf<NonNullable<MeshSettings['accessLogs']>>({ 'provider?': text }),
  'tracing?': fieldsOf<NonNullable<MeshSettings['tracing']>>({ percent: percent, 'provider?': text }),
  'onUnsupported?': onUnsupported,
});
