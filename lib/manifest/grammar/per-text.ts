/** So many texts are remembered at once, none of them longer than a name may be. */
const remembered = 20_000;
const longest = 317;

/** A function of a text alone, whose answers are remembered: a tree says the same few words again and again. */
export function perText<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    if (text.length > longest) return compute(text);
    let found = known.get(text);
    if (found === undefined) {
      if (known.size >= remembered) known.clear();
      found = { answer: compute(text) };
      known.set(text, found);
    }
    return found.answer;
  };
}
