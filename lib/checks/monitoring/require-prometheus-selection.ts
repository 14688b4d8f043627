import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { matchesLabels, matchesSelector, parseLabels, parseLabelSelector } from '../../manifest/objects/label-selector';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { MonitoringFacts } from '../../fleet/facts/monitoring';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { listNames } from '../list-names';

const group = 'monitoring.coreos.com';

/** Which servers take objects of a kind, and by which of their selectors. */
const takers: Readonly<Record<string, { readonly kinds: readonly string[]; readonly selector: string }>> = {
  PodMonitor: { kinds: ['Prometheus', 'PrometheusAgent'], selector: 'podMonitor' },
  Probe: { kinds: ['Prometheus', 'PrometheusAgent'], selector: 'probe' },
  PrometheusRule: { kinds: ['Prometheus', 'ThanosRuler'], selector: 'rule' },
  ScrapeConfig: { kinds: ['Prometheus', 'PrometheusAgent'], selector: 'scrapeConfig' },
  ServiceMonitor: { kinds: ['Prometheus', 'PrometheusAgent'], selector: 'serviceMonitor' },
};

/** A monitor or a rule is one that a Prometheus takes. */
export const requirePrometheusSelection: Check = {
  id: 'require-prometheus-selection',
  severity: 'error',
  profile: 'baseline',
  why:
    'A Prometheus takes what its selectors say, and a selector that is left out takes nothing. The rest is ignored without a ' +
    'word: nothing is scraped, and no alert fires.',
  kinds: Object.keys(takers).map((kind) => `${group}/${kind}`),
  run: function* ({ manifest }, { manifests, cluster: { monitoring } }) {
    const taker = takers[manifest.kind];
    if (taker === undefined) return;
    const servers = taker.kinds.flatMap((kind) => manifests.ofKind(group, kind));
    const answers = servers.map((server) => takes(server.manifest, taker.selector, manifest, manifests));
    if (answers.includes('yes')) return;
    if (monitoring !== undefined) {
      yield* askedByFacts(manifest, monitoring);
      return;
    }
    if (servers.length === 0) return;
    const isOpen = answers.includes('perhaps');
    yield {
      path: 'metadata.labels',
      message: isOpen
        ? `Invalid value: ${shown(manifest)}: whether a Prometheus of the tree takes it depends on a Namespace that is not in the tree`
        : `Invalid value: ${shown(manifest)}: no ${listNames(servers.map((server) => `${server.manifest.kind} ${server.manifest.metadata.name ?? ''}`))} takes it`,
      fix: `give it the labels that ${taker.selector}Selector asks for, in a namespace that ${taker.selector}NamespaceSelector names`,
      severity: 'warning',
      ...(isOpen ? { status: 'unproved' } : {}),
    };
  },
};

/** What the cluster's facts ask of it. */
function* askedByFacts(manifest: Manifest, { labels = {}, namespaces }: MonitoringFacts): Iterable<Problem> {
  const own = parseLabels(manifest.metadata.labels ?? {}) ?? {};
  const missing = Object.entries(labels).filter(([key, value]) => own[key] !== value);
  if (missing.length > 0)
    yield {
      path: 'metadata.labels',
      message: `Invalid value: ${shown(manifest)}: the Prometheus of the cluster asks for ${missing.map(([key, value]) => `${key}: ${value}`).join(', ')}`,
      fix: 'add the labels',
    };
  if (namespaces !== undefined && !namespaces.includes(namespaceOf(manifest)))
    yield {
      path: 'metadata.namespace',
      message: `Invalid value: ${JSON.stringify(namespaceOf(manifest))}: the Prometheus of the cluster looks into ${listNames(namespaces)} alone`,
      fix: 'move it there, or let Prometheus look into its namespace',
    };
}

type Answer = 'yes' | 'no' | 'perhaps';

/** Whether a server takes an object: a selector that is left out takes none, one of namespaces its own. */
function takes(server: Manifest, selector: string, manifest: Manifest, manifests: ManifestSet): Answer {
  const spec = Field.root(server).at('spec');
  const wanted = spec.at(`${selector}Selector`);
  if (!wanted.isSet) return 'no';
  const parsed = parseLabelSelector(wanted.value);
  if (parsed === undefined) return 'perhaps';
  if (!matchesSelector(parsed, parseLabels(manifest.metadata.labels ?? {}) ?? {})) return 'no';
  const among = spec.at(`${selector}NamespaceSelector`);
  const namespace = namespaceOf(manifest);
  if (!among.isSet) return namespaceOf(server) === namespace ? 'yes' : 'no';
  const namespaces = parseLabelSelector(among.value);
  if (namespaces === undefined) return 'perhaps';
  const object = manifests.get({ group: '', kind: 'Namespace', namespace: '', name: namespace });
  const known = { [namespaceNameLabel]: namespace, ...parseLabels(object?.manifest.metadata.labels ?? {}) };
  if (matchesSelector(namespaces, known)) return 'yes';
  const { matchLabels = {}, matchExpressions = [] } = namespaces;
  const byName = matchExpressions.length === 0 && Object.keys(matchLabels).every((key) => key === namespaceNameLabel);
  return object !== undefined || (byName && !matchesLabels(matchLabels, known)) ? 'no' : 'perhaps';
}

function shown({ metadata: { labels } }: Manifest): string {
  return JSON.stringify(labels ?? {});
}
