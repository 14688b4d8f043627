// What Istio's validation webhook says of objects.
//
// Usage: istio-webhook OBJECTS VERDICTS, both files of JSON: a list of objects, and their verdicts in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
)

type verdict struct {
	// Why the webhook refuses the object; empty where it accepts it.
	Refused string `json:"refused,omitempty"`
	Warned  string `json:"warned,omitempty"`
}

func main() {
	if err := judgeAll(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judgeAll() error {
	var objects []json.RawMessage
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &objects); err != nil {
		return err
	}
	verdicts := make([]verdict, len(objects))
	for i, object := range objects {
		verdicts[i] = judge(object)
	}
	out, err := json.Marshal(verdicts)
	if err != nil {
		return err
	}
	return os.WriteFile(os.Args[2], out, 0o600)
}

func judge(raw []byte) (result verdict) {
	defer func() {
		if cause := recover(); cause != nil {
			result.Refused = fmt.Sprint("panic: ", cause)
		}
	}()
	var object crd.IstioKind
	if err := json.Unmarshal(raw, &object); err != nil {
		return verdict{Refused: "decode: " + err.Error()}
	}
	kind := object.GroupVersionKind()
	schema, found := collections.Pilot.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&kind))
	if !found {
		return verdict{}
	}
	config, err := crd.ConvertObject(schema, &object, "cluster.local")
	if err != nil {
		return verdict{Refused: "decode: " + err.Error()}
	}
	warning, err := schema.ValidateConfig(*config)
	if err != nil {
		result.Refused = err.Error()
	}
	if warning != nil {
		result.Warned = warning.Error()
	}
	return result
}
