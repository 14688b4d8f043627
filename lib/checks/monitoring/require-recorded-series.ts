import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { parsePromql, seriesIn } from './promql/parse-promql';
import { rulesOf } from './rules-of';

/** A series that is named as rules name theirs is recorded by a rule of the tree. */
export const requireRecordedSeries: Check = {
  id: 'require-recorded-series',
  severity: 'warning',
  profile: 'production',
  why: 'A rule over a series that nobody records comes to nothing: its alert never fires, and nobody is told.',
  assumptions: ['a name with a colon is that of a recorded series, as is the custom of Prometheus'],
  kinds: ['monitoring.coreos.com/PrometheusRule'],
  run: function* ({ manifest }, { manifests }) {
    const recorded = recordedSeries(manifests);
    for (const rule of rulesOf(manifest)) {
      const expr = rule.at('expr');
      if (expr.text?.includes(':') !== true) continue;
      const parsed = parsePromql(expr.text);
      if (parsed === undefined) continue;
      for (const name of seriesIn(parsed)) {
        if (!name.includes(':') || recorded.has(name)) continue;
        yield {
          path: expr.path,
          message: `Not found: no rule of the tree records ${name}`,
          fix: 'record it by a rule, or mend the name; one that is recorded outside of the tree needs nothing',
          status: 'unproved',
        };
      }
    }
  },
};

const recordedSeries = perManifestSet(
  (manifests): ReadonlySet<string> =>
    new Set(
      manifests
        .ofKind('monitoring.coreos.com', 'PrometheusRule')
        .flatMap(({ manifest }) => rulesOf(manifest).flatMap((rule) => rule.at('record').text ?? [])),
    ),
);
