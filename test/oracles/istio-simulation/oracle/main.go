// What istiod makes of a tree, and what Envoy does by that: who is admitted where, and where a request goes.
//
// Usage: istio-simulation QUESTIONS ANSWERS, both files of JSON: one element a tree.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"
)

type asked struct {
	Name       string
	Ambient    bool
	Objects    []map[string]any
	Admissions []admission
	Routes     []call
}

type answered struct {
	// Why there are no answers: istiod could not be asked.
	Error      string    `json:"error,omitempty"`
	Admissions []verdict `json:"admissions"`
	Routes     []routed  `json:"routes"`
}

func main() {
	// The simulation is made for tests of Istio, and fails as they do.
	testing.Init()
	flag.Parse()
	questions, answers := flag.Arg(0), flag.Arg(1)
	everything := func(_, _ string) (bool, error) { return true, nil }
	testing.Main(everything, []testing.InternalTest{{Name: "trees", F: func(t *testing.T) {
		if err := answerAll(t, questions, answers); err != nil {
			t.Fatal(err)
		}
	}}}, nil, nil)
}

func answerAll(t *testing.T, questions, answers string) error {
	raw, err := os.ReadFile(questions)
	if err != nil {
		return err
	}
	var trees []asked
	if err := json.Unmarshal(raw, &trees); err != nil {
		return err
	}
	results := make([]answered, len(trees))
	for i, tree := range trees {
		results[i].Error = "istiod failed at it"
		t.Run(tree.Name, func(t *testing.T) {
			defer func() {
				if cause := recover(); cause != nil {
					results[i] = answered{Error: fmt.Sprint(cause)}
				}
			}()
			results[i] = answer(t, tree)
		})
	}
	out, err := json.Marshal(results)
	if err != nil {
		return err
	}
	return os.WriteFile(answers, out, 0o600)
}

func answer(t *testing.T, tree asked) answered {
	mesh := newMesh(t, tree)
	result := answered{Admissions: []verdict{}, Routes: []routed{}}
	for _, question := range tree.Admissions {
		result.Admissions = append(result.Admissions, mesh.admits(question))
	}
	for _, question := range tree.Routes {
		result.Routes = append(result.Routes, mesh.routes(question))
	}
	return result
}
