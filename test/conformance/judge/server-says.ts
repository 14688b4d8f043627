import type { ExpectedFinding } from '../../checks/fixture';

/** Fields that the server names less exactly than they are, or in the words of its Go types. */
const paths: readonly (readonly [ours: RegExp, servers: string])[] = [
  [/\.volumeMounts\[\d+\](?=\.(subPath|subPathExpr|mountPropagation|recursiveReadOnly)$)/, '.volumeMounts'],
  [/\.httpHeaders\[\d+\]\.name$/, '.httpHeaders'],
  [/\.requests\[[^\]]+\]$/, '.requests'],
  [/\.accessModes\[\d+\]$/, '.accessModes'],
  [/\.namespaces\[\d+\]$/, '.namespace'],
  [/\.downwardAPI\.items\[\d+\]/, '.downwardAPI'],
  [/\.matchExpressions\[\d+\](?=\.values$)/, '.matchExpressions'],
  [/(topologySpreadConstraints\[\d+\])$/, '$1.{topologyKey, whenUnsatisfiable}'],
  [/\.template\.metadata\.labels$/, '.template.labels'],
  [/\.template\.metadata\.annotations$/, '.template.annotations'],
  [/\.spec\.shareProcessNamespace$|^spec\.shareProcessNamespace$/, 'spec.securityContext.shareProcessNamespace'],
  [/\.loadBalancerSourceRanges/, '.LoadBalancerSourceRanges'],
  [/\.clusterIP$/, '.clusterIPs[0]'],
  [/\.hostPID$/, '.HostPID'],
  [/^data$/, '[]'],
  [/^spec\.versions\[\d+\]\.schema(?=\.openAPIV3Schema(\.|$))/, 'spec.validation'],
  [/^spec\.versions\[\d+\]\.(?=additionalPrinterColumns|subresources)/, 'spec.'],
  [/^spec\.versions\[\d+\](\.additionalPrinterColumns\[\d+\])\.jsonPath$/, 'spec$1.JSONPath'],
  [/^spec\.versions\[\d+\]\.(?=selectableFields)/, 'spec.'],
  [/^spec\.conversion\.webhook\.clientConfig/, 'spec.conversion.webhookClientConfig'],
  [/^spec\.conversion\.webhook\.conversionReviewVersions/, 'spec.conversion.conversionReviewVersions'],
  [/\.projected\.sources\[\d+\]\.serviceAccountToken(?=\.)/, '.projected'],
  [/\.downwardAPI\.items\[\d+\](?=\.)/, '.downwardAPI'],
];

/**
 * What the server is expected to say where a check has a finding: the same, but that its path may be less exact, and
 * that it shows a whole map with the names and defaults of its Go types.
 */
export function serverSays({ path, message }: ExpectedFinding, causes: readonly string[]): unknown {
  const candidates = [path, ...paths.map(([ours, servers]) => path.replace(ours, servers))];
  const exact = candidates.map((candidate) => `${candidate}: ${message}`).find((text) => causes.includes(text));
  if (exact !== undefined) return exact;
  const map = /^(\w+ value): [[{].*[\]}](.*)$/.exec(message);
  if (map === null) return `${path}: ${message}`;
  const [, kind = '', rule = ''] = map;
  const escape = (text: string) =>
    text
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      // Where in an expression something is wrong, and a picture of it, the server says for each of its parts.
      .replace(/(?<=compilation failed: )(.*)$/, '(?:ERROR: <input>:[\\s\\S]*: )?$1(?:\\n[\\s\\S]*)?');
  return expect.stringMatching(
    new RegExp(`^(${candidates.map(escape).join('|')}): ${kind}: [[{].*[\\]}]${escape(rule)}$`),
  );
}
