import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { labelProblems } from './rules/label';
import { limitProblems } from './rules/limit';
import { portNumberProblems } from './rules/port';

/** A WorkloadGroup has a template for its workloads, and a probe that can be carried out. */
export const validIstioWorkloadGroup: Check = {
  id: 'valid-istio-workload-group',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the WorkloadGroup, so that its workloads cannot join the mesh.",
  kinds: ['networking.istio.io/WorkloadGroup'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if (!spec.at('template').isSet) yield required(spec.at('template'), '', 'say what each WorkloadEntry has');
    yield* labelProblems(spec.at('metadata', 'labels'));
    if (spec.at('probe').isSet) yield* probeProblems(spec.at('probe'));
  },
};

function* probeProblems(probe: Field): Iterable<Problem> {
  for (const name of [
    'periodSeconds',
    'initialDelaySeconds',
    'timeoutSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    yield* limitProblems(probe.at(name));
  }
  const [http, tcp, exec] = [probe.at('httpGet'), probe.at('tcpSocket'), probe.at('exec')];
  if (http.isSet) {
    yield* portNumberProblems(http.at('port'));
    const scheme = http.at('scheme');
    if (!['', 'HTTP', 'HTTPS'].includes(scheme.text ?? ''))
      yield unsupported(scheme, ['HTTP', 'HTTPS'], 'use one of the two');
    for (const header of http.at('httpHeaders').items()) {
      const name = header.at('name');
      if (!/^[-A-Za-z0-9]+$/.test(name.text ?? ''))
        yield invalid(name, "must consist of letters, digits and '-'", 'correct the name', name.text ?? '');
    }
  } else if (tcp.isSet) yield* portNumberProblems(tcp.at('port'));
  else if (exec.isSet) {
    if (exec.at('command').items().length === 0) yield required(exec.at('command'), '', 'say what is run');
  } else {
    yield required(probe, 'must have httpGet, tcpSocket or exec', 'say how the workload is asked');
  }
}
