// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Text returns the diagnostics as Terraform prints them, without the lines of the
// configuration. Warnings that are alike are printed once.
func (o *Outcome) Text() string {
	var text strings.Builder
	printed := map[string]bool{}
	for _, d := range o.Diagnostics {
		word := "Error"
		if d.Severity == tfprotov6.DiagnosticSeverityWarning {
			word = "Warning"
			if printed[d.Summary+d.Detail+d.Address] {
				continue
			}
			printed[d.Summary+d.Detail+d.Address] = true
		}
		box := fmt.Sprintf("%s: %s\n\n", word, d.Summary)
		if d.Address != "" {
			box += fmt.Sprintf("  with %s,\n\n", d.Address)
		}
		text.WriteString("\n" + strings.TrimRight(box+d.Detail, "\n") + "\n")
	}
	return text.String()
}

// Text returns the plan as Terraform prints it.
func (s *Saved) Text() string {
	if len(s.Errors()) > 0 {
		return s.Outcome.Text()
	}
	plan := s.JSON()
	var text strings.Builder
	var imports, adds, changes, ends int
	for _, r := range plan.ResourceChanges {
		actions := r.Change.Actions
		if r.Change.Importing != nil {
			imports++
		}
		var what, sign string
		switch {
		case actions.NoOp():
			if r.Change.Importing != nil {
				fmt.Fprintf(&text, "\n  # %s will be imported\n", r.Address)
			}
			continue
		case actions.Create():
			what, sign, adds = "will be created", "+", adds+1
		case actions.Update():
			what, sign, changes = "will be updated in-place", "~", changes+1
		case actions.Replace():
			what, sign, adds, ends = "must be replaced", "-/+", adds+1, ends+1
			if s.run.changes[r.Address].triggered {
				what = "will be replaced due to changes in replace_triggered_by"
			}
		case actions.Delete():
			what, sign, ends = "will be destroyed", "-", ends+1
		case actions.Forget():
			what, sign = "will no longer be managed by Terraform, but will not be destroyed", "."
		default:
			what, sign = "will be read during apply", "<="
		}
		fmt.Fprintf(&text, "\n  # %s %s\n  %s resource %q %q {\n%s    }\n", r.Address, what, sign, r.Type, r.Name, members(r.Change))
	}
	if s.Empty() && imports == 0 && len(s.run.deferred) == 0 {
		return "\nNo changes. Your infrastructure matches the configuration.\n" + s.Outcome.Text()
	}
	if s.options.RefreshOnly {
		for _, r := range plan.ResourceDrift {
			fmt.Fprintf(&text, "\n  # %s has changed\n  ~ resource %q %q {\n%s    }\n", r.Address, r.Type, r.Name, members(r.Change))
		}
		return "\nNote: Objects have changed outside of Terraform\n" + text.String() + s.Outcome.Text()
	}
	head := "\nTerraform will perform the following actions:\n"
	imported := ""
	if imports > 0 {
		imported = fmt.Sprintf("%d to import, ", imports)
	}
	fmt.Fprintf(&text, "\nPlan: %s%d to add, %d to change, %d to destroy.\n", imported, adds, changes, ends)
	if changed := s.outputChanges(plan); changed != "" {
		text.WriteString("\nChanges to Outputs:\n" + changed)
	}
	return head + text.String() + s.Outcome.Text()
}

func (s *Saved) outputChanges(plan *tfjson.Plan) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(plan.OutputChanges)) {
		c := plan.OutputChanges[name]
		if c.Actions.NoOp() {
			continue
		}
		value := shown(c.After, c.AfterUnknown, "    ")
		if s.run.exports[name].Sensitive {
			value = "(sensitive value)"
		}
		sign := map[bool]string{true: "+", false: "~"}[c.Actions.Create()]
		if c.Actions.Delete() {
			sign = "-"
		}
		fmt.Fprintf(&text, "  %s %s = %s\n", sign, name, value)
	}
	return text.String()
}

// members prints the attributes that change.
func members(c *tfjson.Change) string {
	before, _ := c.Before.(map[string]any)
	after, _ := c.After.(map[string]any)
	unknown, _ := c.AfterUnknown.(map[string]any)
	names := map[string]bool{}
	for _, m := range []map[string]any{before, after, unknown} {
		for name := range m {
			names[name] = true
		}
	}
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(names)) {
		was, will, maybe := before[name], after[name], unknown[name]
		if reflect.DeepEqual(was, will) && !holdsTrue(maybe) {
			continue
		}
		switch {
		case was == nil:
			fmt.Fprintf(&text, "      + %s = %s\n", name, shown(will, maybe, "        "))
		case will == nil && maybe == nil:
			fmt.Fprintf(&text, "      - %s = %s -> null\n", name, shown(was, nil, "        "))
		default:
			fmt.Fprintf(&text, "      ~ %s = %s\n", name, difference(was, will, maybe))
		}
	}
	return text.String()
}

func holdsTrue(unknown any) bool {
	switch unknown := unknown.(type) {
	case bool:
		return unknown
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(unknown)), holdsTrue)
	case []any:
		return slices.ContainsFunc(unknown, holdsTrue)
	}
	return false
}

func difference(was, will, unknown any) string {
	old, oldIsList := was.([]any)
	renewed, isList := will.([]any)
	if !oldIsList || !isList {
		return shown(was, nil, "        ") + " -> " + shown(will, unknown, "        ")
	}
	var text strings.Builder
	text.WriteString("[\n")
	has := func(list []any, element any) bool {
		return slices.ContainsFunc(list, func(other any) bool { return reflect.DeepEqual(other, element) })
	}
	for _, element := range old {
		if !has(renewed, element) {
			fmt.Fprintf(&text, "          - %s,\n", shown(element, nil, "            "))
		}
	}
	for _, element := range renewed {
		if !has(old, element) {
			fmt.Fprintf(&text, "          + %s,\n", shown(element, nil, "            "))
		}
	}
	return text.String() + "        ]"
}

// shown prints a value.
func shown(value, unknown any, indent string) string {
	switch value := value.(type) {
	case nil:
		if holdsTrue(unknown) {
			return "(known after apply)"
		}
		return "null"
	case string:
		return quoted(value)
	case json.Number:
		return value.String()
	case []any:
		text := "[\n"
		for _, element := range value {
			text += indent + "  " + shown(element, nil, indent+"  ") + ",\n"
		}
		return text + indent + "]"
	case map[string]any:
		text := "{\n"
		for _, name := range slices.Sorted(maps.Keys(value)) {
			text += fmt.Sprintf("%s  %s = %s\n", indent, name, shown(value[name], nil, indent+"  "))
		}
		return text + indent + "}"
	default:
		return fmt.Sprint(value)
	}
}

func quoted(text string) string {
	if strings.Contains(text, "\n") {
		return "<<-EOT\n" + text + "\nEOT"
	}
	return fmt.Sprintf("%q", text)
}

// OutputsText returns the outputs as terraform apply prints them.
func (t *Terraform) OutputsText() string {
	if len(t.Outputs) == 0 {
		return ""
	}
	var text strings.Builder
	text.WriteString("\nOutputs:\n\n")
	for _, name := range slices.Sorted(maps.Keys(t.Outputs)) {
		value := shown(plain(t.Outputs[name].Value), nil, "")
		if t.Outputs[name].Sensitive {
			value = "<sensitive>"
		}
		fmt.Fprintf(&text, "%s = %s\n", name, value)
	}
	return text.String()
}

// ErrorText returns an error of Parse as Terraform prints it.
func ErrorText(err error) string {
	var diagnostics hcl.Diagnostics
	if !errors.As(err, &diagnostics) {
		return err.Error()
	}
	var texts []string
	for _, d := range diagnostics {
		texts = append(texts, d.Summary+"\n\n"+d.Detail)
	}
	return strings.Join(texts, "\n\nError: ")
}

// Imports returns how many objects the plan imports.
func (s *Saved) Imports() int { return len(s.run.imported) }

// Destroys reports whether the plan destroys everything.
func (s *Saved) Destroys() bool { return s.options.Destroy }
