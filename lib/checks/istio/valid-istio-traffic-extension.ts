import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalidWhole, required } from '../field-error';
import type { Problem } from '../finding';
import { targetProblems } from './rules/target';
import { trafficSelectorProblems, wasmProblems } from './rules/wasm';

/** A TrafficExtension has code of one kind: a module of WebAssembly, or a script of Lua. */
export const validIstioTrafficExtension: Check = {
  id: 'valid-istio-traffic-extension',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the TrafficExtension, so that no proxy runs its code.",
  kinds: ['extensions.istio.io/TrafficExtension'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const [wasm, lua] = [spec.at('wasm'), spec.at('lua')];
    if (wasm.isSet && lua.isSet) yield forbidden(lua, 'may not be set together with wasm', 'make two objects of it');
    if (!wasm.isSet && !lua.isSet) yield required(spec, 'must have wasm or lua', 'say what proxies run');
    yield* targetProblems(spec);
    if (wasm.isSet) yield* wasmProblems(wasm);
    if (lua.isSet) yield* scriptProblems(lua.at('inlineCode'));
    yield* trafficSelectorProblems(spec.at('match'));
  },
};

function* scriptProblems(code: Field): Iterable<Problem> {
  if ((code.text ?? '') === '') yield required(code, '', 'write the script');
  else if (Buffer.byteLength(code.text ?? '') > 65_536)
    yield invalidWhole(code, 'must be no more than 64 KiB', 'shorten it');
}
