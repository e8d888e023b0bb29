// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// Transcripts is the variable that names a directory in which every Scenario writes
// what its commands did, for a comparison of the model with the real Terraform.
const Transcripts = "RINGCENTRAL_TRANSCRIPTS"

// Record is what one command did, without what differs between any two runs.
type Record struct {
	Command  string
	ExitCode int
	// Errors and Warnings hold summaries, addresses and details. Terraform sums up
	// warnings that are alike, so that only their summaries are compared.
	Errors, Warnings []string
	// Plan holds the changes by address, State the values.
	Plan, State map[string]any
}

// Recorded returns what the commands of a recorded workspace did.
func (w *Workspace) Recorded() []Record { return w.records }

// Record lets a workspace record what its commands do.
func (w *Workspace) Record() *Workspace {
	w.recording = true
	return w
}

// InAnyOrder leaves a workspace out of the comparison, because its outcome depends on which
// of several objects Terraform takes first.
func (w *Workspace) InAnyOrder() *Workspace {
	w.recording = false
	return w
}

func (e *Environment) recorded(w *Workspace) *Workspace {
	directory := os.Getenv(Transcripts)
	if directory == "" {
		return w
	}
	e.workspaces++
	name := filepath.Join(
		directory,
		fmt.Sprintf("%s_%s_%d.json", filepath.Base(os.Args[0]), strings.NewReplacer("/", "__", " ", "_").Replace(e.t.Name()), e.workspaces),
	)
	e.t.Cleanup(func() {
		if !w.recording {
			return
		}
		content, err := json.Marshal(w.records)
		if err == nil {
			err = os.WriteFile(name, content, 0o600)
		}
		if err != nil {
			e.t.Error(err)
		}
	})
	return w.Record()
}

// recordedPlan is the plan that a recorded workspace saves.
const recordedPlan = "recorded.tfplan"

// runRecorded runs a command and records what it did.
func (w *Workspace) runRecorded(arguments ...string) Result {
	w.env.t.Helper()
	name := ""
	if arguments[0] == "plan" {
		for _, argument := range arguments {
			if out, ok := strings.CutPrefix(argument, "-out="); ok {
				name = out
			}
		}
		if name == "" {
			name = recordedPlan
			arguments = append(slices.Clone(arguments), "-out="+name)
		}
	}
	result := w.runEngine(arguments...)
	if arguments[0] == "init" || arguments[0] == "show" || arguments[0] == "output" {
		return result
	}
	r := Record{Command: w.normal(strings.Join(arguments, " ")), ExitCode: result.ExitCode}
	for _, d := range diagnosticsIn(result.Output) {
		if slices.Contains(ofCore, d.summary) {
			continue
		}
		if d.summary == "Missing required argument" { // the model does not know where it is missing
			d.address = ""
		}
		if d.word == "Error" {
			r.Errors = append(r.Errors, w.normal(d.summary+" @"+d.address+": "+d.detail))
		} else {
			r.Warnings = append(r.Warnings, w.normal(d.summary))
		}
	}
	sort.Strings(r.Errors)
	sort.Strings(r.Warnings)
	r.Warnings = slices.Compact(r.Warnings)
	if name != "" && result.ExitCode != 1 {
		if plan, err := w.savedPlan(name); err != nil {
			w.env.t.Error(err)
		} else {
			r.Plan = w.normalPlan(plan)
		}
	}
	if name == recordedPlan { // a test did not ask for it, and it holds what the configuration holds
		_ = os.Remove(filepath.Join(w.Directory, name))
	}
	r.State = w.normalState(w.state())
	w.records = append(w.records, r)
	return result
}

// ofCore are the summaries of what Terraform adds of itself, and the model does not.
var ofCore = []string{"Some objects will no longer be managed by Terraform", "Invalid provider configuration"}

type printed struct{ word, summary, address, detail string }

var (
	beginsDiagnostic = regexp.MustCompile(`(?m)^(Error|Warning): `)
	withAddress      = regexp.MustCompile(`^\s*with (.*?),`)
)

// diagnosticsIn reads the messages that Terraform has printed.
func diagnosticsIn(output string) (found []printed) {
	begins := beginsDiagnostic.FindAllStringSubmatchIndex(output, -1)
	for i, at := range begins {
		end := len(output)
		if i+1 < len(begins) {
			end = begins[i+1][0]
		}
		paragraphs := strings.Split(strings.TrimSpace(output[at[1]:end]), "\n\n")
		d := printed{word: output[at[2]:at[3]], summary: strings.Join(strings.Fields(paragraphs[0]), " ")}
		rest := paragraphs[1:]
		if len(rest) > 0 && (strings.HasPrefix(rest[0], "  with ") || strings.HasPrefix(rest[0], "  on ")) {
			if address := withAddress.FindStringSubmatch(rest[0]); address != nil {
				d.address = address[1]
			}
			rest = rest[1:]
		}
		d.detail = strings.Join(strings.Fields(strings.Join(rest, " ")), " ")
		found = append(found, d)
	}
	return found
}

var differing = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`RINGCENTRAL_ACCEPTANCE_\d+_\d+`), "VARIABLE"},
	{regexp.MustCompile(`RCRequestId [A-Za-z0-9_-]+`), "RCRequestId ID"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`), "TIME"},
	{regexp.MustCompile(`[0-9a-f]{64}`), "FINGERPRINT"},
	{regexp.MustCompile(`\b[0-9a-f]{32}\b`), "KEY"},
	{regexp.MustCompile(`(\d+h\d+m)\d+s`), "${1}SECONDS"},
	{regexp.MustCompile(`\b622644\d{5}\b`), "EXTENSION"},                              // created in any order
	{regexp.MustCompile(`"extension_number":"1\d\d"`), `"extension_number":"NUMBER"`}, // likewise
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "UUID"},
	{regexp.MustCompile(`[A-Z2-7]{26}`), "RANDOM"}, // of rand.Text
	// An app or a credential that is gone. Its ID may begin or end with a hyphen.
	{regexp.MustCompile(`(^|[^A-Za-z0-9_-])[A-Za-z0-9_-]{22}($|[^A-Za-z0-9_-])`), "${1}ID${2}"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "HOST"},
	{regexp.MustCompile(`/tmp/[A-Za-z0-9_./-]+`), "PATH"},
}

// normal replaces what differs between any two runs.
func (w *Workspace) normal(text string) string {
	for _, app := range w.env.Apps() {
		text = strings.ReplaceAll(text, app.ClientID, "CLIENT_"+app.Name)
	}
	for _, credential := range w.env.Credentials() {
		text = strings.ReplaceAll(text, credential.TokenID, "TOKEN_"+credential.Label)
	}
	for _, d := range differing {
		text = d.pattern.ReplaceAllString(text, d.with)
	}
	return text
}

// normalValue is normal for a decoded JSON value.
func (w *Workspace) normalValue(value any) any {
	content, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	var decoded any
	if err := json.Unmarshal([]byte(w.normal(string(content))), &decoded); err != nil {
		return err.Error()
	}
	return sorted(decoded)
}

// sorted puts the elements of sets, which are lists in JSON, into an order.
func sorted(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			value[name] = sorted(member)
		}
	case []any:
		sort.Slice(value, func(i, j int) bool { return fmt.Sprint(value[i]) < fmt.Sprint(value[j]) })
	}
	return value
}

// onlyTrue leaves out what is known.
func onlyTrue(unknown any) any {
	switch unknown := unknown.(type) {
	case bool:
		if unknown {
			return true
		}
	case map[string]any:
		kept := map[string]any{}
		for name, member := range unknown {
			if found := onlyTrue(member); found != nil {
				kept[name] = found
			}
		}
		if len(kept) > 0 {
			return kept
		}
	case []any:
		var kept []any
		for _, element := range unknown {
			if found := onlyTrue(element); found != nil {
				kept = append(kept, found)
			}
		}
		if len(kept) > 0 {
			return kept
		}
	}
	return nil
}

func (w *Workspace) normalPlan(plan *tfjson.Plan) map[string]any {
	normal := map[string]any{}
	changes := func(prefix string, all []*tfjson.ResourceChange) {
		for _, r := range all {
			normal[prefix+r.Address] = w.normalValue(map[string]any{
				"actions": r.Change.Actions,
				"before":  r.Change.Before,
				"after":   r.Change.After,
				"unknown": onlyTrue(r.Change.AfterUnknown),
				"imports": r.Change.Importing != nil,
			})
		}
	}
	changes("", plan.ResourceChanges)
	for name, o := range plan.OutputChanges {
		normal["output."+name] = w.normalValue(map[string]any{"actions": o.Actions, "before": o.Before, "after": o.After, "unknown": onlyTrue(o.AfterUnknown)})
	}
	return normal
}

func (w *Workspace) normalState(state *tfjson.State) map[string]any {
	normal := map[string]any{}
	if state.Values == nil {
		return normal
	}
	if state.Values.RootModule != nil {
		for _, r := range state.Values.RootModule.Resources {
			normal[r.Address] = w.normalValue(map[string]any{"values": r.AttributeValues, "tainted": r.Tainted})
		}
	}
	for name, o := range state.Values.Outputs {
		normal["output."+name] = w.normalValue(map[string]any{"value": o.Value, "sensitive": o.Sensitive})
	}
	return normal
}

// Difference describes where two recordings differ; empty if they agree.
func Difference(model, terraform []Record) string {
	if len(model) != len(terraform) {
		return fmt.Sprintf("%d commands on the model, %d on Terraform", len(model), len(terraform))
	}
	for i := range model {
		one, other := canonical(model[i]), canonical(terraform[i])
		if reflect.DeepEqual(one, other) {
			continue
		}
		var differences []string
		for _, name := range []string{"Command", "ExitCode", "Errors", "Warnings", "Plan", "State"} {
			if !reflect.DeepEqual(one[name], other[name]) {
				differences = append(differences, describe(name, one[name], other[name]))
			}
		}
		return fmt.Sprintf("command %d, %s:\n%s", i+1, model[i].Command, strings.Join(differences, "\n"))
	}
	return ""
}

func describe(name string, one, other any) string {
	first, isMap := one.(map[string]any)
	second, alsoMap := other.(map[string]any)
	if !isMap || !alsoMap {
		return fmt.Sprintf("  %s: model %v, Terraform %v", name, one, other)
	}
	var all []string
	names := map[string]bool{}
	for member := range first {
		names[member] = true
	}
	for member := range second {
		names[member] = true
	}
	for member := range names {
		if !reflect.DeepEqual(first[member], second[member]) {
			all = append(all, describe(name+"."+member, first[member], second[member]))
		}
	}
	sort.Strings(all)
	return strings.Join(all, "\n")
}

// canonical is a record as JSON has it.
func canonical(r Record) map[string]any {
	content, _ := json.Marshal(r)
	var decoded map[string]any
	_ = json.Unmarshal(content, &decoded)
	return decoded
}
