import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { targetProblems } from './rules/target';
import { trafficSelectorProblems, wasmProblems } from './rules/wasm';

/** A WasmPlugin says where its module is, by a URL that proxies can fetch. */
export const validIstioWasmPlugin: Check = {
  id: 'valid-istio-wasm-plugin',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the WasmPlugin, so that no proxy runs the module.",
  kinds: ['extensions.istio.io/WasmPlugin'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* targetProblems(spec);
    yield* wasmProblems(spec);
    yield* trafficSelectorProblems(spec.at('match'));
  },
};
