import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { cachedBinary, isCached } from '../../control-plane/binaries/binary-cache';
import { goBuild, hasGo } from '../../control-plane/binaries/go-build';

/** An object, and the rules of `ignoreDifferences` that are about it. */
export interface IgnoringQuestion {
  readonly object: JsonObject;
  readonly jsonPointers: readonly string[];
  readonly jqPathExpressions: readonly string[];
}

/**
 * What is left of an object once its ignored fields are out: Argo CD compares that, of what is declared and of what is live
 * (`util/argo/normalizers/diff_normalizer.go` of v3.5.1). Expressions are those of gojq, which Argo CD runs, too, and alike:
 * `del(expression)`, in whose place an object stays as it is where the expression fails.
 */
export async function withoutIgnoredFields(questions: readonly IgnoringQuestion[]): Promise<readonly JsonObject[]> {
  const binary = await cachedBinary(folder, name, (file) =>
    goBuild({
      file,
      main: '.',
      sources: { 'main.go': source },
      directives: ['go 1.24.0', 'require github.com/itchyny/gojq v0.12.20'],
    }),
  );
  const answer = execFileSync(binary, { input: JSON.stringify(questions), maxBuffer: 64 * 1024 * 1024 });
  // Written by the program below and by nothing else.
  return JSON.parse(answer.toString('utf8')) as readonly JsonObject[];
}

const name = 'ignored-fields';

const source = `
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/itchyny/gojq"
)

type question struct {
	Object            map[string]any \`json:"object"\`
	JSONPointers      []string       \`json:"jsonPointers"\`
	JQPathExpressions []string       \`json:"jqPathExpressions"\`
}

func apply(object any, program string) any {
	query, err := gojq.Parse(program)
	if err != nil {
		panic(fmt.Errorf("%s: %w", program, err))
	}
	code, err := gojq.Compile(query)
	if err != nil {
		panic(fmt.Errorf("%s: %w", program, err))
	}
	results := code.Run(object)
	first, ok := results.Next()
	if !ok {
		return object
	}
	if _, failed := first.(error); failed {
		return object
	}
	if _, more := results.Next(); more {
		return object
	}
	return first
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

func stepsOf(pointer string) string {
	steps := []string{}
	for _, step := range strings.Split(pointer, "/")[1:] {
		steps = append(steps, unescape.Replace(step))
	}
	path, err := json.Marshal(steps)
	if err != nil {
		panic(err)
	}
	return string(path)
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([]any, 0, len(questions))
	for _, each := range questions {
		var object any = each.Object
		for _, pointer := range each.JSONPointers {
			object = apply(object, "delpaths(["+stepsOf(pointer)+"])")
		}
		for _, expression := range each.JQPathExpressions {
			object = apply(object, "del("+expression+")")
		}
		answers = append(answers, object)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`;

/** Another program gets another place in the cache. */
const folder = `ignored-fields-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`;

/** It is built in seconds; without Go it runs where the cache has it. */
export const canIgnoreFields = isCached(folder, name) || hasGo();
