// What Cluster API's own admission webhooks say of objects.
//
// Usage: cluster-api-webhook QUESTIONS VERDICTS, both files of JSON: a list of questions, and their verdicts in the same order.
// A question has an object, what it was before if it is an update, and the ClusterClasses that are there.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	admissionv1 "k8s.io/api/admission/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	controlplanev1 "sigs.k8s.io/cluster-api/api/controlplane/kubeadm/v1beta2"
	clusterv1 "sigs.k8s.io/cluster-api/api/core/v1beta2"
	controlplane "sigs.k8s.io/cluster-api/controlplane/kubeadm/webhooks/admission"
	core "sigs.k8s.io/cluster-api/core/webhooks/admission"
	"sigs.k8s.io/cluster-api/feature"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

type question struct {
	Object json.RawMessage `json:"object"`
	// What the cluster has, where the object is an update.
	Previous json.RawMessage   `json:"previous,omitempty"`
	Classes  []json.RawMessage `json:"classes,omitempty"`
}

type verdict struct {
	// Why the webhook refuses the object; empty where it accepts it.
	Refused string `json:"refused,omitempty"`
	// Whether a webhook knows the kind at all.
	Known bool `json:"known"`
}

func main() {
	if err := judgeAll(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judgeAll() error {
	// Topologies and taints are behind gates, which a management cluster of ours has open.
	for _, gate := range []string{"ClusterTopology", "MachineTaintPropagation"} {
		if err := feature.MutableGates.SetFromMap(map[string]bool{gate: true}); err != nil {
			return err
		}
	}
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var questions []question
	if err := json.Unmarshal(raw, &questions); err != nil {
		return err
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{clusterv1.AddToScheme, controlplanev1.AddToScheme} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	verdicts := make([]verdict, len(questions))
	for i, question := range questions {
		verdicts[i] = judge(question, scheme)
	}
	out, err := json.Marshal(verdicts)
	if err != nil {
		return err
	}
	return os.WriteFile(os.Args[2], out, 0o600)
}

func judge(asked question, scheme *runtime.Scheme) (result verdict) {
	defer func() {
		if cause := recover(); cause != nil {
			result.Refused = fmt.Sprint("panic: ", cause)
		}
	}()
	var meta struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(asked.Object, &meta); err != nil {
		return verdict{Refused: err.Error()}
	}
	var classes []client.Object
	for _, raw := range asked.Classes {
		class := &clusterv1.ClusterClass{}
		if err := yaml.UnmarshalStrict(raw, class); err != nil {
			return verdict{Refused: "decode class: " + err.Error()}
		}
		// As the controller leaves a class: otherwise the webhook would wait for it.
		class.Status.ObservedGeneration = class.Generation
		ready := metav1.Condition{Type: clusterv1.ClusterClassVariablesReadyCondition, Status: metav1.ConditionTrue, Reason: "Ready"}
		class.Status.Conditions = []metav1.Condition{ready}
		classes = append(classes, class)
	}
	reader := fake.NewClientBuilder().WithScheme(scheme).WithObjects(classes...).Build()
	var err error
	switch meta.Kind {
	case "Cluster":
		err = ask[clusterv1.Cluster](asked, &core.Cluster{Client: reader})
	case "ClusterClass":
		err = ask[clusterv1.ClusterClass](asked, &core.ClusterClass{Client: reader})
	case "MachineDeployment":
		err = ask[clusterv1.MachineDeployment](asked, &core.MachineDeployment{})
	case "MachineHealthCheck":
		err = ask[clusterv1.MachineHealthCheck](asked, &core.MachineHealthCheck{})
	case "KubeadmControlPlane":
		err = ask[controlplanev1.KubeadmControlPlane](asked, &controlplane.KubeadmControlPlane{})
	case "KubeadmControlPlaneTemplate":
		err = ask[controlplanev1.KubeadmControlPlaneTemplate](asked, &controlplane.KubeadmControlPlaneTemplate{})
	default:
		return verdict{}
	}
	if err != nil {
		return verdict{Refused: err.Error(), Known: true}
	}
	return verdict{Known: true}
}

type object[T any] interface {
	*T
	client.Object
}

func ask[T any, P object[T]](asked question, webhook any) error {
	wanted := P(new(T))
	if err := yaml.UnmarshalStrict(asked.Object, wanted); err != nil {
		return errors.New("decode: " + err.Error())
	}
	request := admission.Request{AdmissionRequest: admissionv1.AdmissionRequest{Operation: admissionv1.Create}}
	// What is not there will not come: the webhook looks once.
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	ctx := admission.NewContextWithRequest(ended, request)
	if defaulter, found := webhook.(admission.Defaulter[P]); found {
		if err := defaulter.Default(ctx, wanted); err != nil {
			return err
		}
	}
	validator, found := webhook.(admission.Validator[P])
	if !found {
		return errors.New("no validation of this kind")
	}
	if len(asked.Previous) == 0 {
		_, err := validator.ValidateCreate(ctx, wanted)
		return err
	}
	before := P(new(T))
	if err := yaml.UnmarshalStrict(asked.Previous, before); err != nil {
		return errors.New("decode previous: " + err.Error())
	}
	_, err := validator.ValidateUpdate(ctx, before, wanted)
	return err
}
