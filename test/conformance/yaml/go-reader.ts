import { execFileSync } from 'node:child_process';
import type { JsonValue } from '../../../lib/manifest/objects/json';
import { cachedBinary } from '../../control-plane/binaries/binary-cache';
import { goBuild } from '../../control-plane/binaries/go-build';
import { kubernetesReleases } from '../../control-plane/binaries/kubernetes-releases';

/** What kubectl makes of a stream of documents: those before the first error, and the error. */
export interface GoReading {
  readonly documents: readonly JsonValue[];
  readonly error?: string;
  /** Whether anything stands behind the value of a document, which kubectl passes over. */
  readonly passedOver?: boolean;
}

const machinery = kubernetesReleases['1.36'].replace('v1.', 'v0.');

/** Reads streams of YAML as kubectl does, all in one call. */
export async function goReader(): Promise<(streams: readonly string[]) => readonly GoReading[]> {
  const binary = await cachedBinary(`yaml-reader-${machinery}-2`, 'yaml-reader', (file) =>
    goBuild({
      file,
      main: '.',
      sources: { 'main.go': source },
      directives: ['go 1.26.0', `require k8s.io/apimachinery ${machinery}`, 'require sigs.k8s.io/yaml v1.6.0'],
    }),
  );
  return (streams) => {
    const answer = execFileSync(binary, { input: JSON.stringify(streams), maxBuffer: 256 * 1024 * 1024 });
    // Written by the program below and by nothing else.
    return JSON.parse(answer.toString('utf8')) as readonly GoReading[];
  };
}

const source = `
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/util/yaml"
	goyaml "sigs.k8s.io/yaml/goyaml.v2"
)

type reading struct {
	Documents []json.RawMessage \`json:"documents"\`
	Error     string            \`json:"error,omitempty"\`
	PassedOver bool             \`json:"passedOver,omitempty"\`
}

func passesOver(stream string) bool {
	reader := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(stream)))
	for {
		document, err := reader.Read()
		if err != nil {
			return false
		}
		decoder := goyaml.NewDecoder(bytes.NewReader(document))
		var value, behind interface{}
		if decoder.Decode(&value) == nil && !errors.Is(decoder.Decode(&behind), io.EOF) {
			return true
		}
	}
}

func read(stream string) reading {
	result := reading{Documents: []json.RawMessage{}, PassedOver: passesOver(stream)}
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(stream), 4096)
	for {
		var document json.RawMessage
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return result
		}
		if err != nil {
			result.Error = err.Error()
			return result
		}
		if len(document) == 0 {
			document = json.RawMessage("null")
		}
		result.Documents = append(result.Documents, document)
	}
}

func main() {
	var streams []string
	if err := json.NewDecoder(os.Stdin).Decode(&streams); err != nil {
		panic(err)
	}
	results := make([]reading, 0, len(streams))
	for _, stream := range streams {
		results = append(results, read(stream))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		panic(err)
	}
}
`;
